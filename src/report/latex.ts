import { format, OUTCOME_LABELS } from '../sim/index.ts';
import { latexText } from './latex-text.ts';
import { notesOf, outcomesIn, termsOf, type Signs } from './notes.ts';
import { provenanceOf, type Report } from './report.ts';
import { tableOf, type TableCell } from './table.ts';
import { capital, plain } from './text.ts';

/** Words of a head from which on it takes a second line. */
const HEAD_LINE = 9;
const SIGNS: Signs = { differs: '*', unbeaten: '◆', some: '[n]', none: '–' };

/** A floating table in the manner of `booktabs`, with caption, label and notes; any LaTeX of the last years sets it, with no other package. */
export function latexOf(report: Report): string {
  const { comparison, title, link, command } = report,
    { columns, rows } = tableOf(comparison),
    outcomes = outcomesIn(comparison);
  const heads = [...outcomes.map((outcome) => capital(OUTCOME_LABELS[outcome])), ...columns.map(({ head }) => head)];
  const line = (cells: readonly string[]): string => `    ${cells.join(' & ')} \\\\`;
  return `${[
    comment(provenanceOf(report)),
    ...[link, command].flatMap((again) => (again === null ? [] : [comment(`To have it again: ${again}`)])),
    '% In the preamble: \\usepackage{booktabs}',
    '\\begin{table}[tbp]',
    '  \\centering\\small\\setlength{\\tabcolsep}{4pt}',
    `  \\caption{${latexText(`${title}: ${termsOf(report)}.`)}}`,
    `  \\label{tab:${slug(title)}}`,
    `  \\begin{tabular}{@{}l${'r'.repeat(heads.length)}@{}}`,
    '    \\toprule',
    line(['', ...heads.map(headText)]),
    '    \\midrule',
    ...rows.map(({ label, isUnbeaten, cells }, index) =>
      line([
        latexText(`${label}${isUnbeaten ? ` ${SIGNS.unbeaten}` : ''}`),
        ...outcomes.map((outcome) => latexText(format.count(comparison.arms[index]!.outcomes[outcome]))),
        ...cells.map(cellText),
      ]),
    ),
    '    \\bottomrule',
    '  \\end{tabular}',
    '',
    '  \\medskip',
    '  \\begin{minipage}{\\linewidth}\\footnotesize\\raggedright',
    ...notesOf(report, SIGNS).map((note) => `    ${latexText(note)}\\par`),
    `    ${latexText(`${capital(provenanceOf(report))}.`)}\\par`,
    '  \\end{minipage}',
    '\\end{table}',
  ].join('\n')}\n`;
}

function cellText(cell: TableCell | null): string {
  if (cell === null) return latexText(SIGNS.none);
  const share = cell.share === null ? '' : ` [${cell.share.of}]`;
  return `${latexText(`${cell.both}${share}`)}${cell.difference === null ? '' : '\\rlap{$^{*}$}'}`;
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
