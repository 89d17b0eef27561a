import { OUTCOME_LABELS, format } from '../../sim/index.ts';
import type { Compared } from '../compare.ts';
import { capital, cellText, headOf, nameOf, notesOf, outcomesIn, termsOf } from './compare-words.ts';
import { escape } from './markdown.ts';

/** The comparison as a section with one table. */
export function compareMarkdownOf(compared: Compared): string {
  const { comparison } = compared,
    outcomes = outcomesIn(comparison);
  const heads = [...outcomes.map((outcome) => capital(OUTCOME_LABELS[outcome])), ...comparison.metrics.map(headOf)];
  const row = (cells: readonly string[]): string => `| ${cells.map(escape).join(' | ')} |`;
  const lines = [
    `## ${escape(compared.title)}`,
    '',
    `${capital(escape(termsOf(compared)))}.`,
    '',
    row(['', ...heads]),
    `| --- |${' ---: |'.repeat(heads.length)}`,
    ...comparison.arms.map((arm) =>
      row([
        nameOf(arm),
        ...outcomes.map((outcome) => format.count(arm.outcomes[outcome])),
        ...comparison.metrics.map((id) => cellText(arm, id)),
      ]),
    ),
    '',
    ...notesOf(compared).map((note) => `- ${escape(note)}`),
  ];
  return `${lines.join('\n')}\n`;
}
