import { describe, expect, test } from 'vitest';
import { frameAt, parse, run, seconds, type Trace } from '../../../src/sim/index.ts';
import { offersAt } from '../../../src/ui/app/offers.ts';
import { openingOf, tellingMomentOf } from '../../../src/ui/app/telling.ts';
import { marksOf } from '../../../src/ui/app/scrubber-marks.ts';

const scenario = (rest: string): Trace =>
  run(parse(`horizon: 4m\nfleet: { replicas: 4, boot: 4s }\ntraffic: { rate: 10/s }\nrevisions: { v1: {}, v2: {}, v3: {} }\nrollout: { at: 30s, to: v2 }\n${rest}`).scenario);
const labels = (trace: Trace, at: number): string[] =>
  offersAt(trace, frameAt(trace, seconds(at)).machine, seconds(at)).map(({ label, does }) => `${label}: ${does}`);

describe('at the controls of a rolling update one can', () => {
  const trace = scenario('strategy: rolling\noperator: [{ at: 35s, do: pause }, { at: 60s, do: resume }, { at: 150s, do: undo }]');
  test('before it began, deploy another version, but there is nothing to undo', () => {
    expect(labels(trace, 10).map((label) => label.split(':')[0])).toEqual(['Pause', 'Deploy v2', 'Deploy v3', 'Scale to 6']);
  });
  test('under way, undo it or pause it', () => {
    expect(labels(trace, 33)).toEqual([
      'Undo: goes back to v1, in a rollout of its own', 'Pause: leaves both versions as they stand',
      'Deploy v3: starts a rollout of v3 now', 'Scale to 6: asks for 6 servers instead of 4',
    ]);
  });
  test('while paused, resume it, but not undo it', () => {
    expect(labels(trace, 40).map((label) => label.split(':')[0])).toEqual(['Resume', 'Deploy v3', 'Scale to 6']);
  });
  test('after the undo, undo the undo', () => {
    expect(labels(trace, 230)[0]).toBe('Undo: goes back to v2, in a rollout of its own');
  });
});

const STEERING = ['promote', 'promoteFull', 'abort', 'retry'];

test.each(['rolling', 'recreate', 'by-hand', 'blue-green', 'canary', 'flagger'])('what is offered is what the machine accepts: every offer of %s at every phase, carried out', (strategy) => {
  const text = (operator: string): string =>
    `horizon: 4m\nfleet: { replicas: 4, boot: 4s }\ntraffic: { rate: 10/s }\nrevisions: { v1: {}, v2: {}, v3: {} }\nrollout: { at: 30s, to: v2 }\nstrategy: ${strategy}\noperator: ${operator}`;
  const trace = run(parse(text('[]')).scenario);
  for (const at of [10, 31, 40, 55, 200]) {
    for (const { id, action } of offersAt(trace, frameAt(trace, seconds(at)).machine, seconds(at))) {
      const acted = run(parse(text(JSON.stringify([{ at: `${at}s`, ...action }]))).scenario).facts.find((fact) => fact.type === 'operator.acted');
      // Steering depends on more than the state; what is refused all the same says why.
      if (STEERING.includes(id) && acted?.type === 'operator.acted' && !acted.accepted) expect(acted.reason, `${id} at ${at} s`).not.toBe('');
      else expect(acted, `${id} at ${at} s`).toMatchObject({ accepted: true });
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
