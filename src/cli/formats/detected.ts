import { format, formatPercent, wrap, type Detection } from '../../sim/index.ts';
import { markdownText } from '../../report/index.ts';
import { clean } from '../clean.ts';
import type { Detected } from '../detect.ts';
import type { Io } from '../io.ts';

const HEAD = ['', 'bug', 'taken back', 'users hurt until then'];

/** A table of what was caught, for the terminal or in Markdown. */
export function detectedOf({ title, runs, root, confidence, rows }: Detected, isMarkdown: boolean, io: Io): string {
  const cells = rows.flatMap(({ label, detections }) =>
    detections.map((detection, index) => [index === 0 || isMarkdown ? label : '', ...cellsOf(detection)]),
  );
  const notes = [
    'The bug is the share of requests that only the new version fails. “None” is a good release: taking it back is a false alarm. Nobody acts; a release is taken back by its controller or not at all, and then users are hurt until the end of the run.',
    `${format.plural(runs, 'run')} of each line on the same seeds, root ${root}. In brackets the intervals, Wilson’s for shares and Student’s for means; they hold all together with ${formatPercent(confidence)} (Bonferroni).`,
  ];
  if (isMarkdown) {
    const line = (texts: readonly string[]): string => `| ${texts.map(markdownText).join(' | ')} |`;
    return `${[`## ${markdownText(title)}`, '', line(HEAD), '| --- | ---: | --- | --- |', ...cells.map(line), '', ...notes.map(markdownText)].join('\n')}\n`;
  }
  const all = [HEAD, ...cells],
    widths = HEAD.map((_, column) => Math.max(...all.map((texts) => texts[column]!.length)));
  const lines = all.map((texts) =>
    texts
      .map((text, column) => text.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  const small = notes.flatMap((note) =>
    wrap([{ text: note }], 100).map((line) =>
      line
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    ),
  );
  return `${[io.style('bold', clean(title)), '', io.style('bold', lines[0]!), ...lines.slice(1), '', ...small.map((line) => io.style('gray', line))].join('\n')}\n`;
}

function cellsOf({ size, takenBack, hurt }: Detection): string[] {
  const { hits, n, low, high } = takenBack;
  const users =
    hurt.low === null || hurt.high === null ? '' : ` (${format.count(Math.max(0, hurt.low))} to ${format.count(hurt.high)})`;
  return [
    size === 0 ? 'none' : formatPercent(size),
    `${format.percent(hits / n)} (${format.percent(low)} to ${format.percent(high)})`,
    `${format.count(hurt.mean)}${users}`,
  ];
}
