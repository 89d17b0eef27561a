import { scaleLinear } from 'd3-scale';
import { expect, test } from 'vitest';
import { parse, run, seconds } from '../../../src/sim/index.ts';
import { placeCauses } from '../../../src/ui/views/lanes/causes.ts';
import { LANES, readOut } from '../../../src/ui/views/lanes/lanes.ts';
import { lanesThatFit, layoutLanes } from '../../../src/ui/views/lanes/layout.ts';
import { eventsOf, markersOf, placeMarkers, rowsNeeded, type Marker } from '../../../src/ui/views/lanes/markers.ts';
import { stepArea, stepLine } from '../../../src/ui/views/lanes/paths.ts';
import { branchedAt, mixLayers, trafficLayers } from '../../../src/ui/views/lanes/shapes.ts';
import { placeNames, spansOf, transitionNear } from '../../../src/ui/views/lanes/states.ts';
import { timeTicks } from '../../../src/ui/views/lanes/ticks.ts';
import { fixtureTrace } from './fixture.ts';

const marker = (at: number, label: string, weight = 5): Marker => ({ at, label, role: 'plain', fact: at, weight });
const told = (placed: ReturnType<typeof placeMarkers>): string[] => placed.map(({ label, row, side }) => `${label}: ${side === 'none' ? 'no label' : `row ${row}, ${side}`}`);

test('labels that would collide go to the next row, then to the left, then away; the weightiest choose first', () => {
  const markers = [marker(100, 'rollout'), marker(110, 'alarm', 6), marker(165, 'undo'), marker(170, 'late', 1), marker(172, 'later', 1), marker(400, 'restored'), marker(402, 'over', 1), marker(404, 'gone', 6)];
  expect(told(placeMarkers(markers, (at) => at, 800))).toEqual([
    'rollout: row 1, right', 'alarm: row 0, right', 'undo: row 0, right', 'late: row 1, right', 'later: no label', 'restored: row 1, right', 'over: no label', 'gone: row 0, right',
  ]);
});

test('a label never leaves the axis on the right', () => {
  expect(told(placeMarkers([marker(795, 'restored')], (at) => at, 800))).toEqual(['restored: row 0, left']);
});

test('a rolling update and its undo leave their marks in order', () => {
  expect(markersOf(fixtureTrace()).map((m) => m.label)).toEqual([
    'rollout of v2', 'deploy', 'alarm', 'complete', 'v2 everywhere', 'undo', 'restored', 'v1 everywhere',
  ]);
});

test('where the states have a lane of their own, they are no marks beside it, and one row of labels may do', () => {
  const trace = fixtureTrace({ undoAt: null, errorRate: 0 }), x = scaleLinear([0, trace.header.horizon], [0, 800]);
  expect(eventsOf(trace).map((m) => m.label)).toEqual(['rollout of v2', 'deploy', 'v2 everywhere']);
  expect([eventsOf(trace).slice(0, 1), eventsOf(trace), eventsOf(fixtureTrace())].map((markers) => rowsNeeded(markers, x, 800, 0))).toEqual([1, 2, 2]);
});

test('a staircase holds each value until the next instant, and the last until the end', () => {
  const x = scaleLinear([0, 10], [0, 100]), y = scaleLinear([0, 4], [40, 0]);
  expect(stepLine([0, 5], [4, 2], 10, x, y)).toBe('M0,0H50V20H100V20');
  expect(stepArea([0, 5], [0, 0], [4, 2], 10, x, y)).toBe('M0,0H50V20H100V20V40V40H50V40H0Z');
});

test('a scale that shows a part of the run draws that part, from the value that it begins with', () => {
  const x = scaleLinear([4, 8], [0, 100]), y = scaleLinear([0, 4], [40, 0]);
  expect(stepLine([0, 3, 5, 9], [4, 3, 2, 1], 10, x, y)).toBe('M0,10H25V20H100V20');
});

test('a part of the run has ticks at the same round instants as the whole', () => {
  expect(timeTicks(seconds(45), 300, 72, seconds(13)).map((at) => at / seconds(1))).toEqual([20, 30, 40]);
});

test('a cause is named at its highest point in sight, and not at all where it does no harm', () => {
  const failures = { at: [0, 1, 2, 3], width: 1, failed: [9, 0, 2, 0], stack: [{ cause: 'bug' as const, low: [0, 0, 0, 0], high: [9, 0, 2, 0], total: 11 }] };
  const y = scaleLinear([0, 9], [60, 0]);
  const namesIn = (from: number, to: number) => placeCauses(failures, scaleLinear([from, to], [0, 400]).clamp(true), y, 60).map(({ x }) => Math.round(x));
  expect([namesIn(0, 4), namesIn(1, 4), namesIn(3, 4)]).toEqual([[22], [200], []]);
});

test('the layers of the version mix add up to all servers that exist', () => {
  const { at, layers, total } = mixLayers(fixtureTrace({ replicas: 4 }));
  expect([layers[0]!.high[0], layers.at(-1)!.high[0]]).toEqual([4, 4]);
  expect(layers.map((layer) => `${layer.revision} ${layer.kind}`)).toEqual(['v1 serving', 'v1 fading', 'v2 fading', 'v2 serving']);
  at.forEach((_, i) => expect(layers.reduce((sum, layer) => sum + layer.high[i]! - layer.low[i]!, 0)).toBe(total[i]));
});

test('the failed requests of all causes add up to those of the trace', () => {
  const trace = fixtureTrace();
  const drawn = trafficLayers(trace).stack.reduce((sum, { total }) => sum + total, 0);
  expect(drawn).toBe(trace.requests.outcome.filter((outcome) => outcome > 1).length);
  expect(drawn).toBeGreaterThan(0);
});

test('a ghost parts from a run where the two first differ', () => {
  const undo = fixtureTrace({ undoAt: seconds(240) });
  expect(branchedAt(undo, fixtureTrace({ undoAt: seconds(150) }))).toBe(seconds(150));
  expect(branchedAt(undo, fixtureTrace({ undoAt: seconds(240) }))).toBe(seconds(360));
});

test('ticks are round and not crowded', () => {
  expect(timeTicks(seconds(360), 780).map((at) => at / seconds(1))).toEqual([0, 60, 120, 180, 240, 300, 360]);
  expect(timeTicks(seconds(720), 330).map((at) => at / seconds(1))).toEqual([0, 300, 600]);
});

test('all lanes fit into 330 pixels, which is what a window of 800 leaves them, under three rows of words', () => {
  expect(layoutLanes(LANES, 898, 3, 330).height).toBeLessThanOrEqual(330);
  expect(layoutLanes(LANES, 898, 1, 330).height).toBeGreaterThan(310);
});

test('the states of the machine stand on the time axis, without those that were left at once, with words where they fit', () => {
  const trace = run(
    parse('horizon: 4m\nfleet: { replicas: 4, boot: 4s }\ntraffic: { rate: 10/s }\nrevisions: { v1: {}, v2: {} }\nrollout: { at: 30s, to: v2 }\nstrategy: rolling\noperator: [{ at: 35s, do: pause }, { at: 60s, do: resume }, { at: 150s, do: undo }]').scenario,
  );
  const spans = spansOf(trace);
  expect(spans.map(({ path, kind }) => `${path}: ${kind}`)).toEqual([
    'idle: rest', 'rollingOut.progressing: work', 'rollingOut.paused: wait', 'rollingOut.progressing: work', 'complete: rest',
    'rollingBack.progressing: back', 'restored: rest',
  ]);
  expect(spans.slice(1).map(({ from }) => from)).toEqual(spans.slice(0, -1).map(({ until }) => until));
  const x = scaleLinear([0, trace.header.horizon], [0, 600]);
  expect(placeNames(spans, x).map(({ name }) => name)).toEqual(['idle', 'paused', 'complete', 'restored']);
  expect(readOut('state', trace, seconds(40))).toBe('rolling out › paused since 0:35: a person paused the rollout');
});

test('a pointer near a transition finds it, the nearest of several, and one that is far from all finds none', () => {
  const trace = run(parse('horizon: 4m\nfleet: { replicas: 4, boot: 4s }\ntraffic: { rate: 10/s }\nrevisions: { v1: {}, v2: {} }\nrollout: { at: 30s, to: v2 }\nstrategy: rolling\noperator: [{ at: 35s, do: pause }, { at: 37s, do: resume }]').scenario);
  expect([29, 31, 35.8, 36.2, 20].map((at) => transitionNear(trace, seconds(at), seconds(5)))).toEqual([30, 30, 35, 37, null].map((at) => (at === null ? null : seconds(at))));
});

test('lanes share a given height, and a phone gets its labels above them', () => {
  const wide = layoutLanes(LANES, 900, 2, 500), narrow = layoutLanes(['mix', 'traffic'], 350, 3);
  expect(wide.height).toBeGreaterThan(480);
  expect(wide.height).toBeLessThan(510);
  expect([wide.form, wide.plot.x, narrow.form, narrow.plot.x]).toEqual(['wide', 104, 'narrow', 0]);
});

test('a low picture goes without cost, latency, capacity and requests, in this order, and never without states, servers and failures', () => {
  const shown = (height: number) => lanesThatFit(LANES, 900, 2, height);
  expect(shown(400)).toEqual([...LANES]);
  const heights = Array.from({ length: 400 }, (_, i) => 400 - i), counts = heights.map((height) => shown(height).length);
  expect(counts.every((count, i) => i === 0 || count <= counts[i - 1]!)).toBe(true);
  expect(new Set(counts)).toEqual(new Set([7, 6, 5, 4, 3]));
  expect(shown(heights[counts.indexOf(5)]!)).toEqual(['state', 'mix', 'traffic', 'failed', 'capacity']);
  expect(shown(50)).toEqual(['state', 'mix', 'failed']);
  expect(layoutLanes(shown(220), 900, 2, 220).height).toBeLessThanOrEqual(220);
});

test('where most seconds see nobody, a typical second is told by the mean', () => {
  const rateOf = (rate: string): number => trafficLayers(run(parse(`horizon: 4m\nfleet: { replicas: 2, boot: 4s }\ntraffic: { rate: ${rate} }\nrevisions: { v1: {}, v2: {} }\nrollout: { at: 30s, to: v2 }\nstrategy: rolling`).scenario)).typical;
  expect(rateOf('20/m')).toBeCloseTo(1 / 3, 1);
  expect(Number.isInteger(rateOf('20/s'))).toBe(true);
});
