import { format, OUTCOME_LABELS } from '../sim/index.ts';
import { latexText } from './latex-text.ts';
import { notesOf, outcomesIn, termsOf, type Signs } from './notes.ts';
import { provenanceOf, type Report } from './report.ts';
import { tableOf, type TableCell } from './table.ts';
import { capital, plain } from './text.ts';

/** Letters of a head from which on it takes a second line. */
const HEAD_LINE = 9;
/** Letters that a column of text has room for in this size; more columns stand in tables of their own, one below the other. */
const ROOM = 70;
const BETWEEN = 2;
const SIGNS: Signs = { differs: '*', unbeaten: '◆', some: '[n]', none: '–' };

/** A floating table in the manner of `booktabs`, with caption, label and notes; any LaTeX of the last years sets it, with no other package. */
export function latexOf(report: Report): string {
  const { comparison, title, link, command } = report,
    { columns, rows } = tableOf(comparison),
    outcomes = outcomesIn(comparison);
  const names = rows.map(({ label, isUnbeaten }) => `${label}${isUnbeaten ? ` ${SIGNS.unbeaten}` : ''}`);
  const told = [
    ...outcomes.map((outcome): Column => {
      const counts = comparison.arms.map(({ outcomes: ended }) => format.count(ended[outcome]));
      return columnOf(capital(OUTCOME_LABELS[outcome]), counts, counts.map(latexText));
    }),
    ...columns.map(({ head }, index): Column => {
      const cells = rows.map((row) => row.cells[index]!);
      return columnOf(head, cells.map(plainText), cells.map(cellText));
    }),
  ];
  return `${[
    comment(provenanceOf(report)),
    ...[link, command].flatMap((again) => (again === null ? [] : [comment(`To have it again: ${again}`)])),
    '% In the preamble: \\usepackage{booktabs}',
    '\\begin{table}[tbp]',
    '  \\centering\\small\\setlength{\\tabcolsep}{4pt}',
    `  \\caption{${latexText(`${title}: ${termsOf(report)}.`)}}`,
    `  \\label{tab:${slug(title)}}`,
    ...folded(told, ROOM - Math.max(...names.map(({ length }) => length))).flatMap((some, place) => [
      ...(place === 0 ? [] : ['', '  \\medskip']),
      ...tabular(names, some),
    ]),
    '',
    '  \\medskip',
    '  \\begin{minipage}{\\linewidth}\\footnotesize\\raggedright',
    ...notesOf(report, SIGNS).map((note) => `    ${latexText(note)}\\par`),
    `    ${latexText(`${capital(provenanceOf(report))}.`)}\\par`,
    '  \\end{minipage}',
    '\\end{table}',
  ].join('\n')}\n`;
}

interface Column {
  head: string;
  cells: string[];
  /** In letters, as set. */
  width: number;
}

const columnOf = (head: string, texts: readonly string[], cells: string[]): Column => ({
  head: headText(head),
  cells,
  width: Math.max(head.length > HEAD_LINE ? head.length / 2 + 1 : head.length, ...texts.map(({ length }) => length)),
});

/** As many columns to a table as there is room for. */
function folded(columns: readonly Column[], room: number): Column[][] {
  const tables: Column[][] = [];
  let left = 0;
  for (const column of columns) {
    const needs = column.width + BETWEEN;
    if (tables.length === 0 || needs > left) {
      tables.push([]);
      left = room;
    }
    tables.at(-1)!.push(column);
    left -= needs;
  }
  return tables;
}

function tabular(names: readonly string[], columns: readonly Column[]): string[] {
  const line = (cells: readonly string[]): string => `    ${cells.join(' & ')} \\\\`;
  return [
    `  \\begin{tabular}{@{}l${'r'.repeat(columns.length)}@{}}`,
    '    \\toprule',
    line(['', ...columns.map(({ head }) => head)]),
    '    \\midrule',
    ...names.map((name, row) => line([latexText(name), ...columns.map(({ cells }) => cells[row]!)])),
    '    \\bottomrule',
    '  \\end{tabular}',
  ];
}

function plainText(cell: TableCell | null): string {
  return cell === null ? SIGNS.none : `${cell.both}${cell.share === null ? '' : ` [${cell.share.of}]`}`;
}

function cellText(cell: TableCell | null): string {
  return `${latexText(plainText(cell))}${cell?.difference ? '\\rlap{$^{*}$}' : ''}`;
}

/** A head of several words in two lines, right above its numbers. */
function headText(head: string): string {
  const words = head.split(' ');
  if (head.length <= HEAD_LINE || words.length === 1) return latexText(head);
  const half = words.findIndex((_, place) => words.slice(0, place + 1).join(' ').length >= head.length / 2 - 1) + 1;
  const [first, second] = [words.slice(0, half), words.slice(half)].map((some) => latexText(some.join(' ')));
  return second === '' ? first! : `\\begin{tabular}[b]{@{}r@{}}${first}\\\\${second}\\end{tabular}`;
}

/** A line that LaTeX does not read. */
const comment = (text: string): string => `% ${plain(text)}`;

const slug = (title: string): string =>
  plain(title)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40) || 'comparison';
