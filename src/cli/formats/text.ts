import {
  LINE_WIDTH,
  METRICS,
  format,
  said,
  sentences,
  timeline,
  wrap,
  type Paint,
  type Sentence,
  type Trace,
} from '../../sim/index.ts';
import { cleanDeep } from '../clean.ts';
import type { Io, Look } from '../io.ts';
import type { Result } from '../run.ts';

const LOOKS: Record<Parameters<Paint>[0], Look> = { stable: 'blue', next: 'yellow', harm: 'red', faint: 'gray', strong: 'bold' };

const LABELS: Record<Sentence['id'], string> = {
  harm: 'Users',
  blame: 'Blame',
  sideEffects: 'Writes',
  budget: 'Goal',
  traffic: 'Versions',
  stickiness: 'Cookies',
  comparison: 'Compared',
  capacity: 'Capacity',
  rollback: 'Way back',
  cost: 'Cost',
  outcome: 'Outcome',
};

/** Columns of the labels before the sentences. */
const LABEL_WIDTH = 10;

/** The run for people: what it was, its timeline, what it meant in sentences, and the numbers. */
export function textOf({ trace, loaded }: Result, io: Io): string {
  const paint: Paint = (role, text) => (text === '' ? '' : io.style(LOOKS[role], text));
  // Names and reasons may come from a stranger's file; numbers and columns cannot carry anything.
  const safe: Trace = {
    ...trace,
    header: cleanDeep(trace.header),
    revisions: cleanDeep(trace.revisions),
    replicas: cleanDeep(trace.replicas),
    facts: cleanDeep(trace.facts),
  };
  const { header } = safe;
  const terms = [
    cleanDeep(loaded.file),
    header.strategy,
    `${header.stable} → ${header.next}`,
    format.plural(header.replicas, 'server'),
    format.clock(header.horizon),
    `seed ${header.seed}`,
  ];
  const lines = [
    paint('strong', header.title),
    paint('faint', terms.join(' · ')),
    '',
    ...timeline(safe, paint),
    '',
    ...sentenceLines(safe, paint),
    '',
    ...metricLines(safe, paint),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function sentenceLines(trace: Trace, paint: Paint): string[] {
  const roles = { stable: 'stable', next: 'next', harm: 'harm', number: 'strong' } as const;
  return sentences(trace, trace.header.horizon).flatMap(({ id, parts }) =>
    wrap(parts, LINE_WIDTH - LABEL_WIDTH).map((line, index) => {
      const words = line.map(({ text, role }) => (role ? paint(roles[role], text) : text)).join('');
      return paint('faint', (index === 0 ? LABELS[id] : '').padEnd(LABEL_WIDTH)) + words;
    }),
  );
}

/** The metrics that this run has, in two columns; causes that took nobody are left out. */
function metricLines(trace: Trace, paint: Paint): string[] {
  const rows = METRICS.map((metric) => ({ metric, value: metric.measure(trace) }))
    .filter(({ metric, value }) => value !== null && !(metric.label.startsWith('Failed: ') && value === 0))
    .map(({ metric, value }) => ({ label: metric.label, value: said(metric.unit, value) }));
  const half = Math.ceil(rows.length / 2);
  const labelWidth = Math.max(...rows.map(({ label }) => label.length));
  const valueWidth = Math.max(...rows.map(({ value }) => value.length));
  const cell = (row: (typeof rows)[number]) =>
    `${row.label.padEnd(labelWidth)}  ${paint('strong', row.value.padStart(valueWidth))}`;
  return rows
    .slice(0, half)
    .map((row, index) => [row, rows[half + index]].flatMap((one) => (one ? [cell(one)] : [])).join('    '));
}
