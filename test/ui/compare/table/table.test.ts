import { describe, expect, test } from 'vitest';
import { METRICS, summarise, type Arm, type Comparison, type Row } from '../../../../src/sim/index.ts';
import { csvOf, jsonOf, markdownOf } from '../../../../src/ui/compare/table/files.ts';
import { slotsOf, tableOf } from '../../../../src/ui/compare/table/table.ts';

const ARMS: Arm[] = ['=one', 'two|b'].map((label, index) => ({ id: `arm-${index}`, label, source: { title: label } }));

/** Ten runs of two arms; the second hurts about 20 users more, and has a downtime in every other run. */
function rows(count: number): Row[] {
  return ARMS.flatMap((_, arm) =>
    Array.from({ length: count }, (_each, replication): Row => {
      const known: Record<string, number | null> = { usersHurt: 10 + (replication % 3) + arm * (20 + (replication % 2)), downtime: arm === 1 && replication % 2 === 0 ? 2_000_000 : null };
      return { arm, replication, seed: 100 + replication, outcome: arm === 1 && replication < 3 ? 'rolledBack' : 'promoted', undoneBy: null, values: METRICS.map(({ id }) => known[id] ?? null) };
    }),
  );
}
const compared = (count = 10): Comparison => summarise(ARMS, rows(count), { metrics: ['usersHurt', 'downtime'] });

describe('the table', () => {
  const { columns, rows: [first, second] } = tableOf(compared());

  test('marks the reference, counts how runs ended, and has nothing where no run has a value', () => {
    expect([first!.isReference, second!.isReference]).toEqual([true, false]);
    expect(second!.outcomes.map(({ label, count }) => `${count} ${label}`)).toEqual(['7 promoted', '3 rolled back']);
    expect(first!.cells[1]).toBeNull();
    expect(second!.cells[1]!.share).toBe('5 of 10');
  });

  test('says what differs from the reference, and whether that is good', () => {
    expect(first!.cells[0]!.difference).toBeNull();
    expect(second!.cells[0]!.difference).toMatchObject({ sign: '▲', verdict: 'worse' });
  });

  test('a column goes from the least to the greatest of all rows', () => {
    expect(columns[0]!.extent).toEqual([10, 33]);
  });

  test('with few runs there is no interval, and nothing is called unbeaten', () => {
    const [row] = tableOf(compared(3)).rows;
    expect(row!.cells[0]).toMatchObject({ half: null, low: null });
    expect(row!.isUnbeaten).toBe(false);
  });
});

test('values fall into slots, ends included, and alike ones into the middle', () => {
  expect(slotsOf([0, 1, 5, 10], [0, 10], 5)).toEqual([2, 0, 1, 0, 1]);
  expect(slotsOf([3, 3], [3, 3], 5)).toEqual([0, 0, 2, 0, 0]);
});

describe('files', () => {
  const taken = { title: 'A *world*', comparison: compared(), arms: ARMS, runs: rows(10), root: 7, tool: 'cutover 1.2.3', link: 'https://example.org/#s=1.abc' };

  test('CSV has a line for each row and metric, seconds for durations, and no formula', () => {
    const lines = csvOf(taken).trimEnd().split('\r\n');
    expect(lines).toHaveLength(5);
    const cells = lines.map((line) => line.split(','));
    const at = (name: string): number => cells[0]!.indexOf(name);
    expect(cells.every(({ length }) => length === cells[0]!.length)).toBe(true);
    expect(cells[4]![at('mean')]).toBe('2');
    expect(cells[1]![at('label')]).toBe("'=one");
    expect(cells[1]![at('link')]).toBe(taken.link);
  });

  test('JSON carries schema, tool, root, link, scenarios and the seed of every run', () => {
    const read = JSON.parse(jsonOf(taken));
    expect(read).toMatchObject({ schema: 'cutover.comparison-summary/1', tool: 'cutover 1.2.3', root: 7, link: taken.link, replications: 10 });
    expect(read.arms[1]).toMatchObject({ scenario: { title: 'two|b' }, cells: { downtime: { mean: 2, none: 5, sorted: [2, 2, 2, 2, 2] } } });
    expect(read.runs).toHaveLength(20);
    expect(read.runs[11]).toEqual({ arm: 'arm-1', replication: 1, seed: 101, outcome: 'rolledBack' });
  });

  test('Markdown is one table whose text breaks no cell, with the terms below', () => {
    const lines = markdownOf(taken).split('\n');
    expect(lines[0]).toBe('## A \\*world\\*');
    const table = lines.filter((line) => line.startsWith('|'));
    expect(table).toHaveLength(4);
    expect(table[3]).toContain('two\\|b');
    expect(table[3]).toContain('2 s');
    expect(lines.at(-2)).toContain('[open this world](https://example.org/#s=1.abc)');
  });
});
