import { METRICS, OUTCOME_LABELS, outcomeOf, said, sentences } from '../../sim/index.ts';
import { clean } from '../clean.ts';
import type { Result } from '../run.ts';

/** One run as a section: its terms, what it meant in sentences, and a table of the metrics it has. */
export function markdownOf({ trace, loaded }: Result): string {
  const { header } = trace;
  const rows = METRICS.map((metric) => ({ metric, value: metric.measure(trace) })).filter(({ value }) => value !== null);
  const lines = [
    `## ${escape(header.title)}`,
    '',
    `${escape(loaded.file)}, ${escape(header.strategy)}, ${escape(header.stable)} → ${escape(header.next)}, seed ${header.seed}: **${OUTCOME_LABELS[outcomeOf(trace)]}**`,
    '',
    ...sentences(trace, header.horizon).map(({ parts }) => `- ${escape(parts.map(({ text }) => text).join(''))}`),
    '',
    '| metric | value |',
    '| --- | ---: |',
    ...rows.map(({ metric, value }) => `| ${escape(metric.label)} | ${escape(said(metric.unit, value))} |`),
  ];
  return `${lines.join('\n')}\n`;
}

/** Text that stays text in Markdown, in a table too. */
export const escape = (text: string): string =>
  clean(text)
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/[\\|<>[\]`*_#&!]/g, '\\$&');
