import { METRICS, OUTCOME_LABELS, outcomeOf, said, sentences } from '../../sim/index.ts';
import { markdownText } from '../../report/index.ts';
import type { Result } from '../run.ts';

/** One run as a section: its terms, what it meant in sentences, and a table of the metrics it has. */
export function markdownOf({ trace, loaded }: Result): string {
  const { header } = trace;
  const rows = METRICS.map((metric) => ({ metric, value: metric.measure(trace) })).filter(({ value }) => value !== null);
  const lines = [
    `## ${markdownText(header.title)}`,
    '',
    `${markdownText(loaded.file)}, ${markdownText(header.strategy)}, ${markdownText(header.stable)} → ${markdownText(header.next)}, seed ${header.seed}: **${OUTCOME_LABELS[outcomeOf(trace)]}**`,
    '',
    ...sentences(trace, header.horizon).map(({ parts }) => `- ${markdownText(parts.map(({ text }) => text).join(''))}`),
    '',
    '| metric | value |',
    '| --- | ---: |',
    ...rows.map(({ metric, value }) => `| ${markdownText(metric.label)} | ${markdownText(said(metric.unit, value))} |`),
  ];
  return `${lines.join('\n')}\n`;
}
