import { describe, expect, test } from 'vitest';
import { frameAt, parse, run, seconds, STRATEGIES, type Trace } from '../../../src/sim/index.ts';
import { offersAt } from '../../../src/ui/app/offers.ts';
import { openingOf, tellingMomentOf } from '../../../src/ui/player/telling.ts';
import { marksOf } from '../../../src/ui/player/scrubber-marks.ts';

const scenario = (rest: string): Trace =>
  run(parse(`horizon: 4m\nfleet: { replicas: 4, boot: 4s }\ntraffic: { rate: 10/s }\nrevisions: { v1: {}, v2: {}, v3: {} }\nrollout: { at: 30s, to: v2 }\n${rest}`).scenario);
const labels = (trace: Trace, at: number): string[] => offersAt(trace, seconds(at)).map(({ label, does }) => `${label}: ${does}`);
const buttons = (trace: Trace, at: number): string[] => offersAt(trace, seconds(at)).map(({ label }) => label);

describe('at the controls of a rolling update one can', () => {
  const trace = scenario('strategy: rolling\noperator: [{ at: 35s, do: pause }, { at: 60s, do: resume }, { at: 150s, do: undo }]');
  test('before it began, deploy another version, but there is nothing to undo', () => {
    expect(buttons(trace, 10)).toEqual(['Pause', 'Deploy v2', 'Deploy v3', 'Scale to 6']);
  });
  test('under way, undo it or pause it', () => {
    expect(labels(trace, 33)).toEqual([
      'Pause: leaves both versions as they stand', 'Undo: goes back to v1, server by server: a rollout of its own',
      'Deploy v3: asks for v3, in a rollout that begins now', 'Scale to 6: asks for 6 servers instead of 4',
    ]);
  });
  test('while paused, resume it or ask for another version, but not undo it', () => {
    expect(buttons(trace, 40)).toEqual(['Resume', 'Deploy v1', 'Deploy v3', 'Scale to 6']);
  });
  test('after the undo, undo the undo', () => {
    expect(labels(trace, 230)[1]).toBe('Undo: goes back to v2, server by server: a rollout of its own');
  });
  test('when the run is over, do nothing more', () => expect(buttons(trace, 240)).toEqual([]));
});

describe('at the controls of a canary', () => {
  const canary = (operator: string): Trace =>
    scenario(`strategy: { canary: { trafficRouting: true, steps: [{ setWeight: 25 }, { pause: {} }, { setWeight: 50 }, { pause: {} }] } }\noperator: ${operator}`);
  test('a pause can be ended, skipped with all others, or given up', () => {
    expect(labels(canary('[]'), 100)).toEqual([
      'Promote: ends this pause: the next step begins', 'Promote fully: skips all steps, pauses and analyses: v2 gets all requests',
      'Pause: stops the controller itself: nothing is scaled or routed any more', 'Abort: sends all requests back to v1; Git still says v2',
      'Undo: asks Git for v1 instead of v2: going back needs no steps', 'Deploy v3: asks for v3, in a rollout that begins now',
      'Scale to 6: asks for 6 servers instead of 4',
    ]);
  });
  test('after an abort, what was rejected can be tried again', () => {
    expect(labels(canary('[{ at: 100s, do: abort }]'), 200).slice(0, 3)).toEqual([
      'Promote fully: skips all steps, pauses and analyses: v2 gets all requests',
      'Pause: stops the controller itself: nothing is scaled or routed any more', 'Retry: starts v2 over, from the first step',
    ]);
  });
});

test('a blue-green rollout that waits for a person is promoted by one button, not by two that do the same', () => {
  const trace = scenario('strategy: { blue-green: { autoPromotion: false } }');
  expect(buttons(trace, 100)).toEqual(['Promote', 'Promote fully', 'Pause', 'Abort', 'Undo', 'Deploy v3', 'Scale to 6']);
});

test('where full promotion would do the same as promotion, as in a comparison, one button is enough', () => {
  const trace = scenario('strategy: shadow');
  expect(buttons(trace, 60)).toEqual(['Promote', 'Pause', 'Abort', 'Undo', 'Deploy v3', 'Scale to 6']);
});

test('on trial with Flagger there is one way back', () => {
  const trace = scenario('strategy: { flagger: { interval: 20s, stepWeight: 10 } }');
  expect(labels(trace, 80).slice(0, 1)).toEqual(['Roll back: sends all requests back to the primary at the next tick; it runs v1']);
  expect(buttons(trace, 80)).toEqual(['Roll back', 'Deploy v3', 'Scale to 6']);
});

test.each(STRATEGIES.map(({ id }) => id))('every offer of %s at every phase, pressed, is accepted', (strategy) => {
  const text = (operator: string): string =>
    `horizon: 4m\nfleet: { replicas: 4, boot: 4s }\ntraffic: { rate: 10/s }\nrevisions: { v1: {}, v2: {}, v3: {} }\nrollout: { at: 30s, to: v2 }\nstrategy: ${strategy}\noperator: ${operator}`;
  const trace = run(parse(text('[]')).scenario);
  for (const at of [10, 31, 40, 55, 200]) {
    for (const { id, action } of offersAt(trace, seconds(at))) {
      const acted = run(parse(text(JSON.stringify([{ at: `${at}s`, ...action }]))).scenario).facts.find((fact) => fact.type === 'operator.acted');
      expect(acted, `${id} at ${at} s`).toMatchObject({ accepted: true });
    }
  }
});

describe('the page opens', () => {
  const trace = scenario('strategy: { rolling: { maxSurge: 1, maxUnavailable: 0 } }');
  test('a breath before the rollout', () => expect(openingOf(trace)).toBe(seconds(28)));
  test('without motion, in the middle of it', () => {
    expect(tellingMomentOf(trace)).toBeGreaterThan(seconds(30));
    expect(Object.keys(frameAt(trace, tellingMomentOf(trace)).weights)).toEqual(['v1', 'v2']);
  });
  test('with marks where something happened, in order, never two of a kind on one spot', () => {
    const marks = marksOf(trace);
    expect(marks.some(({ role }) => role === 'next')).toBe(true);
    expect(marks.map(({ at }) => at)).toEqual(marks.map(({ at }) => at).toSorted((a, b) => a - b));
    expect(new Set(marks.map(({ at, role }) => `${at}${role}`)).size).toBe(marks.length);
  });
});
