import { expect, test } from 'vitest';
import { STRATEGIES, strategyOf } from '../../../src/sim/index.ts';
import { chartOf } from '../../../src/ui/views/machine/chart.ts';
import { layoutMachine, type PlacedState } from '../../../src/ui/views/machine/layout.ts';

const layoutOf = (id: string, width = 300) => layoutMachine(chartOf(strategyOf(id).machine), width);
const isInside = (a: PlacedState, b: PlacedState): boolean => a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;
const areApart = (a: PlacedState, b: PlacedState): boolean => a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

test('every chart fits into 300 pixels; inner states stand within their box and siblings apart', () => {
  const wrong = STRATEGIES.flatMap(({ id }) => {
    const { states, width } = layoutOf(id);
    const outside = states.filter((s) => s.x < 0 || s.x + s.width > width).map((s) => `${id}: ${s.path} outside`);
    const pairs = states.flatMap((a, i) => states.slice(i + 1).map((b) => [a, b] as const));
    const bad = pairs.filter(([a, b]) => (b.path.startsWith(`${a.path}.`) ? !isInside(b, a) : !areApart(a, b))).map(([a, b]) => `${id}: ${a.path} and ${b.path}`);
    return [...outside, ...bad];
  });
  expect(wrong).toEqual([]);
});

test('the rolling update is drawn from idle at the top to complete and restored at the bottom', () => {
  const { states } = layoutOf('rolling');
  const top = (path: string): number => states.find((s) => s.path === path)!.y;
  expect(top('idle')).toBeLessThan(top('rollingOut'));
  expect(top('rollingOut')).toBe(top('rollingBack'));
  expect(top('complete')).toBe(top('restored'));
  expect(top('complete')).toBeGreaterThan(top('rollingOut.paused'));
});

test('names are spelt out', () => {
  expect(layoutOf('rolling').states.map((s) => s.name)).toContain('rolling back');
});

test('an arrow that a run took from anywhere is drawn', () => {
  const chart = chartOf(strategyOf('rolling').machine);
  const edges = (taken: [string, string][]): string[] => layoutMachine(chart, 300, taken).edges.map((edge) => `${edge.from} → ${edge.to}`);
  expect(edges([])).not.toContain('complete → rollingBack');
  expect(edges([['complete', 'rollingBack.progressing']])).toContain('complete → rollingBack');
});
