import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { advance, glide, GLIDE_MS, pause, play, shownAt, stand, targetOf, type Motion } from '../../src/embed/run/motion.ts';
import { instantOf, stepAt, stopsOf } from '../../src/embed/run/stops.ts';
import { useOf } from '../../src/embed/child/keys.ts';
import { parse, run, SECOND } from '../../src/sim/index.ts';

const opened = (id: string) => {
  const { scenario } = parse(readFileSync(`scenarios/${id}/scenario.yaml`, 'utf8'));
  return { scenario, trace: run(scenario, { seed: 1 }) };
};
const named = [10, 40, 90].map((at, i) => ({ at: at * SECOND, name: `Step ${i + 1}`, caption: '', print: i !== 1 }));

describe('where a run can be stopped at', () => {
  const { trace } = opened('07-bad-release-and-undo');

  test('the scenario decides, when it names steps', () => {
    expect(stopsOf(trace, named)).toEqual({ opening: 10 * SECOND, steps: named, horizon: 420 * SECOND, part: { from: 5.2 * SECOND, to: 94.8 * SECOND } });
  });

  test('else the turns of the run do, each with a name and a sentence', () => {
    const { opening, steps } = stopsOf(trace, []);
    expect(opening).toBe(28 * SECOND);
    expect(steps.map(({ at, name, caption }) => [at / SECOND, name, caption])).toEqual([
      [30, 'Rolling out', 'v2 was requested.'],
      [99, 'Alarm', 'The pager went off: 2% of requests failed within 30 s; the limit is 2%.'],
      [171.336753, 'Complete', 'All 12 v2 servers are available, and nothing else is left.'],
      [199, 'Rolling back', 'A person went back to v1 (undo).'],
      [323, 'Alarm over', 'The alarm cleared: 1.9% of requests failed.'],
      [343.284379, 'Restored', 'All 12 v1 servers are available, and nothing else is left.'],
    ]);
  });

  test('a state within a state is named by what is new about it', () => {
    const names = stopsOf(opened('15-canary-bad').trace, []).steps.map(({ name }) => name);
    expect(names).toEqual(['Rolling out', 'Paused', 'Aborted', 'Degraded']);
  });

  test('position 0 is the opening, n the step n, and what lies outside is the nearest end and said to be', () => {
    const stops = stopsOf(trace, named);
    expect([0, 1, 3].map((position) => instantOf(stops, position))).toEqual([{ at: 10 * SECOND, clamped: false }, { at: 10 * SECOND, clamped: false }, { at: 90 * SECOND, clamped: false }]);
    expect([-1, 4, 1e308].map((position) => instantOf(stops, position))).toEqual([{ at: 10 * SECOND, clamped: true }, { at: 90 * SECOND, clamped: true }, { at: 90 * SECOND, clamped: true }]);
    expect([0, 10, 39, 40, 400].map((at) => stepAt(stops, at * SECOND))).toEqual([0, 1, 1, 2, 3]);
  });
});

describe('how the playhead moves', () => {
  const after = (motion: Motion, ...walls: number[]): Motion => walls.reduce(advance, motion);

  test('the way to the next step counts as gone, and takes less than two seconds however far it is', () => {
    const way = glide(10 * SECOND, 400 * SECOND);
    expect([targetOf(way), shownAt(way)]).toEqual([400 * SECOND, 10 * SECOND]);
    expect(shownAt(after(way, GLIDE_MS / 2))).toBe(205 * SECOND);
    expect(after(way, GLIDE_MS / 2, GLIDE_MS / 2)).toEqual(stand(400 * SECOND));
    expect(GLIDE_MS).toBeLessThanOrEqual(2000);
  });

  test('a stall on the wall does not lengthen it', () => {
    expect(after(glide(0, 60 * SECOND), 5000)).toEqual(stand(60 * SECOND));
  });

  test('there is no way back, only a jump', () => {
    expect(glide(40 * SECOND, 10 * SECOND)).toEqual(stand(10 * SECOND));
  });

  test('playing goes on from where it was going, pausing stands where it is', () => {
    const playing = play(glide(0, 40 * SECOND), 100 * SECOND);
    expect(shownAt(playing)).toBe(40 * SECOND);
    expect(pause(after(playing, 100))).toEqual(stand(40.8 * SECOND));
    expect(pause(glide(0, 40 * SECOND))).toEqual(stand(40 * SECOND));
  });

  test('it stops at the end, and from there begins again', () => {
    const end = after(play(stand(99.9 * SECOND), 100 * SECOND), 100);
    expect(end).toEqual(stand(100 * SECOND));
    expect(shownAt(play(end, 100 * SECOND))).toBe(0);
  });

  test('what stands, stands', () => {
    expect(after(stand(5), 1000)).toEqual(stand(5));
  });
});

describe('keys in the frame', () => {
  const press = (key: string, more = {}) => ({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more });
  const at = (step: number, steps = true) => ({ step, stepCount: 3, steps });

  test('arrows step as far as there are steps, and then are the host’s', () => {
    expect(useOf(press('ArrowRight'), null, at(2))).toEqual({ do: 'step', by: 1 });
    expect(useOf(press('ArrowRight'), null, at(3))).toEqual({ do: 'handBack', key: 'ArrowRight' });
    expect(useOf(press('ArrowLeft'), null, at(1))).toEqual({ do: 'step', by: -1 });
    expect(useOf(press('ArrowLeft'), null, at(0))).toEqual({ do: 'handBack', key: 'ArrowLeft' });
  });

  test('with keys=none all of them are', () => {
    expect(useOf(press('ArrowRight'), null, at(1, false))).toEqual({ do: 'handBack', key: 'ArrowRight' });
  });

  test.each(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', ' ', 'Escape', 'b', '.', 'f'])('%s is handed back', (key) => {
    expect(useOf(press(key), null, at(1))).toEqual({ do: 'handBack', key });
  });

  test('other letters, and keys with a modifier, are the browser’s', () => {
    expect([useOf(press('a'), null, at(1)), useOf(press('ArrowRight', { altKey: true }), null, at(1)), useOf(press('Enter'), null, at(1))]).toEqual([null, null, null]);
  });
});
