import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse, run, STRATEGIES, strategyOf } from '../../../src/sim/index.ts';
import { chartOf } from '../../../src/ui/views/machine/chart.ts';
import { edgesOf } from '../../../src/ui/views/machine/edges.ts';
import { layoutMachine, type PlacedState } from '../../../src/ui/views/machine/layout.ts';
import { nextFrom } from '../../../src/ui/views/machine/triggers.ts';
import { arrowOf, pastAt, walkOf } from '../../../src/ui/views/machine/walk.ts';

const machineOf = (id: string) => chartOf(strategyOf(id).machine);
const layoutOf = (id: string) => layoutMachine(machineOf(id));
const isInside = (a: PlacedState, b: PlacedState): boolean => a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;
const areApart = (a: PlacedState, b: PlacedState): boolean => a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

/** The corners of a route, in order. */
function cornersOf(d: string): { x: number; y: number }[] {
  let x = 0, y = 0;
  return [...d.matchAll(/([MHVQ])([^MHVQ]*)/g)].map(([, command, numbers]) => {
    const values = numbers!.split(/[ ,]+/).map(Number);
    if (command === 'H') x = values[0]!;
    else if (command === 'V') y = values[0]!;
    else [x, y] = values.slice(-2) as [number, number];
    return { x, y };
  });
}

test('every chart fits into 300 pixels with room for words beside it; inner states stand within their box and siblings apart', () => {
  const wrong = STRATEGIES.flatMap(({ id }) => {
    const { states, words } = layoutOf(id);
    const outside = states.filter((s) => s.x < 0 || s.x + s.width > words).map((s) => `${id}: ${s.path} outside`);
    const pairs = states.flatMap((a, i) => states.slice(i + 1).map((b) => [a, b] as const));
    const bad = pairs.filter(([a, b]) => (b.path.startsWith(`${a.path}.`) ? !isInside(b, a) : !areApart(a, b))).map(([a, b]) => `${id}: ${a.path} and ${b.path}`);
    return [...outside, ...bad, ...(300 - words < 60 ? [`${id}: ${300 - words} pixels for words`] : [])];
  });
  expect(wrong).toEqual([]);
});

test('no arrow of any chart runs through a state that it neither leaves nor enters', () => {
  const wrong = STRATEGIES.flatMap(({ id }) => {
    const { states, edges } = layoutOf(id);
    return edges.flatMap(({ from, to, d }) => {
      const corners = cornersOf(d);
      const others = states.filter(({ path }) => ![from, to].some((end) => path === end || path.startsWith(`${end}.`) || end.startsWith(`${path}.`)));
      const hit = others.find((box) =>
        corners.slice(1).some((corner, i) => {
          const before = corners[i]!;
          const left = Math.min(before.x, corner.x), right = Math.max(before.x, corner.x), top = Math.min(before.y, corner.y), bottom = Math.max(before.y, corner.y);
          return left < box.x + box.width && right > box.x && top < box.y + box.height && bottom > box.y;
        }),
      );
      return hit ? [`${id}: ${from} → ${to} through ${hit.path}`] : [];
    });
  });
  expect(wrong).toEqual([]);
});

test('arrows that go around the same states take different channels, unless they begin or end together', () => {
  const wrong = STRATEGIES.flatMap(({ id }) => {
    const uprights = layoutOf(id).edges.flatMap(({ from, to, d }) => {
      const x = /Q(-?[\d.]+),/.exec(d)?.[1];
      const ys = cornersOf(d).map(({ y }) => y);
      return x === undefined ? [] : [{ from, to, x, top: Math.min(...ys), bottom: Math.max(...ys) }];
    });
    return uprights.flatMap((a, i) =>
      uprights.slice(i + 1).filter((b) => a.x === b.x && a.to !== b.to && a.from !== b.from && a.top < b.bottom && b.top < a.bottom).map((b) => `${id}: ${a.from} → ${a.to} on ${b.from} → ${b.to}`),
    );
  });
  expect(wrong).toEqual([]);
});

test('every arrow of a chart is told: by an arrow of the picture, by the line of a crowd, or as one that comes from anywhere', () => {
  const untold = STRATEGIES.flatMap(({ id }) => {
    const chart = machineOf(id), { edges, crowds } = edgesOf(chart, () => true, []);
    const { entries } = layoutOf(id);
    return chart.edges.flatMap(({ from, to }) => {
      const isTold =
        from === '' ? entries.some(({ path }) => to === path || to.startsWith(`${path}.`))
        : edges.some((edge) => `${from}.`.startsWith(`${edge.from}.`) && `${to}.`.startsWith(`${edge.to}.`)) ||
          crowds.some(({ members, joiners }) => members.includes(to) && [...members, ...joiners].includes(from)) || `${to}.`.startsWith(`${from}.`) || `${from}.`.startsWith(`${to}.`);
      return isTold ? [] : [`${id}: ${from} → ${to}`];
    });
  });
  expect(untold).toEqual([]);
});

test('states of which each may follow any other are told by one line: those of a canary that is under way', () => {
  const { edges, crowds } = edgesOf(machineOf('canary'), () => true, []);
  expect(crowds.map(({ parent, members }) => `${parent}: ${members.slice(0, 3).map((path) => path.split('.').at(-1)).join(', ')} …`)).toEqual([
    'rollingOut: progressing, paused, analysing …', 'rollingBack: progressing, paused, analysing …',
  ]);
  expect(edges.filter(({ from, to }) => from.startsWith('rollingOut.') && to.startsWith('rollingOut.'))).toEqual([]);
});

test('the overdue state of blue-green leads to all stages, and only the preparing one leads to it', () => {
  const { edges, crowds } = edgesOf(machineOf('blue-green'), () => true, []);
  expect(crowds[0]).toMatchObject({ parent: 'rollingOut', joiners: ['rollingOut.overdue'] });
  expect(edges.filter(({ to }) => to === 'rollingOut.overdue').map(({ from }) => from)).toEqual(['rollingOut.preparing']);
});

test('a way that a run took within a crowd gets an arrow of its own, and one that it did not take gets none', () => {
  const edges = (taken: [string, string][]): string[] => layoutMachine(machineOf('canary'), taken).edges.map((edge) => `${edge.from} → ${edge.to}`);
  const way = 'rollingOut.progressing → rollingOut.analysing';
  expect(edges([])).not.toContain(way);
  expect(edges([['rollingOut.progressing', 'rollingOut.analysing']])).toContain(way);
});

test('every step that our scenarios take is an arrow of the picture, and the last one is the strongest', () => {
  const traces = readdirSync('scenarios').filter((name) => existsSync(`scenarios/${name}/scenario.yaml`)).flatMap((name) => {
    const file = readFileSync(`scenarios/${name}/scenario.yaml`, 'utf8');
    return file.includes('\nmanifest') ? [] : [{ name, trace: run(parse(file).scenario) }];
  });
  expect(traces.length).toBeGreaterThan(15);
  const missing = traces.flatMap(({ name, trace }) => {
    const { steps } = walkOf(trace), drawn = layoutMachine(machineOf(trace.header.strategy), steps.map(({ from, to }) => [from, to])).edges;
    const arrows = new Set(drawn.map((edge) => `${edge.from}>${edge.to}`));
    const last = steps.at(-1);
    const isLast = last === undefined || pastAt(trace, trace.header.horizon).last === arrowOf(last.from, last.to);
    return [...steps.filter(({ from, to }) => !arrows.has(arrowOf(from, to))).map(({ from, to }) => `${name}: ${from} → ${to}`), ...(isLast ? [] : [`${name}: the last step`])];
  });
  expect(missing).toEqual([]);
});

test('the rolling update is drawn in the order of its chart, from idle at the top to restored at the bottom', () => {
  const tops = layoutOf('rolling').states.map(({ y }) => y);
  expect(tops).toEqual(tops.toSorted((a, b) => a - b));
  expect(layoutOf('rolling').states.map(({ name }) => name)).toEqual([
    'idle', 'rolling out', 'progressing', 'overdue', 'paused', 'complete', 'rolling back', 'progressing', 'overdue', 'paused', 'restored',
  ]);
});

test('a box that is shut takes the place of one state, and keeps the arrows that go to it', () => {
  const { states, edges } = layoutMachine(machineOf('rolling'), [], (path) => path !== 'rollingBack');
  expect(states.filter(({ path }) => path.startsWith('rollingBack')).map(({ kind }) => kind)).toEqual(['shut']);
  expect(edges.map(({ from, to }) => `${from} → ${to}`)).toContain('rollingBack → restored');
});

test('beside a state stands what would lead there now, of what people may do only what the machine accepts', () => {
  const next = (acts: Parameters<typeof nextFrom>[2]) => nextFrom(machineOf('rolling'), 'rollingOut.progressing', acts).map(({ to, says }) => `${to}: ${says.join(', ')}`);
  expect(next([])).toEqual(['complete: [is complete]', 'rollingOut.overdue: in time']);
  expect(next([{ act: 'pause', to: null }, { act: 'undo', to: 'v1' }])).toEqual(
    expect.arrayContaining(['rollingOut.paused: pause', 'rollingBack: undo']),
  );
});
