import { COMPARED, METRICS, summarise, type Arm, type Comparison, type Row } from '../../src/sim/index.ts';
import type { Report } from '../../src/report/index.ts';

export const ARMS: Arm[] = ['=one', 'two|b & 100%'].map((label, index) => ({ id: `arm-${index}`, label, source: { title: label } }));

/** Runs of two arms; the second hurts about 20 users more, and has a downtime in every other run. */
export function rowsOf(count: number): Row[] {
  return ARMS.flatMap((_, arm) =>
    Array.from({ length: count }, (_each, replication): Row => {
      const known: Record<string, number | null> = {
        usersHurt: 10 + (replication % 3) + arm * (20 + (replication % 2)),
        downtime: arm === 1 && replication % 2 === 0 ? 2_000_000 : null,
      };
      const values = METRICS.map(({ id }) => known[id] ?? null);
      return { arm, replication, seed: 100 + replication, outcome: arm === 1 && replication < 3 ? 'rolledBack' : 'promoted', undoneBy: null, values };
    }),
  );
}

export const compared = (count = 10, metrics: readonly string[] = ['usersHurt', 'downtime']): Comparison =>
  summarise(ARMS, rowsOf(count), { metrics });

export const reported = (changes: Partial<Report> = {}): Report => ({
  title: 'A *world* & its {100%} <b>',
  comparison: compared(),
  arms: ARMS.map((arm) => ({ arm, file: null, command: () => null })),
  rows: rowsOf(10),
  root: 7,
  tool: 'cutover 1.2.3',
  link: 'https://example.org/#s=1.abc',
  command: null,
  reached: null,
  ...changes,
});

export const MANY: readonly string[] = [...COMPARED, 'availability', 'offered'];
