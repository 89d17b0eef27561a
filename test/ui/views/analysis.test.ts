import { describe, expect, test } from 'vitest';
import { parse, run, SECOND, type Trace } from '../../../src/sim/index.ts';
import { panelsOf } from '../../../src/ui/app/panels.ts';
import { failingSide, linesOf } from '../../../src/ui/views/analysis/limits.ts';
import { analysesOf, isCalledOff, type Course } from '../../../src/ui/views/analysis/runs.ts';
import { timeScale, valueScale } from '../../../src/ui/views/analysis/scales.ts';
import { markersOf } from '../../../src/ui/views/lanes/markers.ts';
import { checksOf, talliesOf } from '../../../src/ui/views/analysis/tally.ts';
import { sayRequests, sayValue, titleOf } from '../../../src/ui/views/analysis/words.ts';

const play = (strategy: string, { errorRate = '0%', rate = '30/s', operator = '[]' } = {}): Trace =>
  run(
    parse(
      `horizon: 5m\nfleet: { replicas: 4, boot: 4s }\ntraffic: { rate: ${rate}, users: 500 }\nrevisions: { v1: {}, v2: { errorRate: ${errorRate} } }\n` +
        `rollout: { at: 20s, to: v2 }\nstrategy: ${strategy}\noperator: ${operator}`,
    ).scenario,
  );
const step = (metrics: string): string => `{ canary: { trafficRouting: true, steps: [{ setWeight: 50 }, { analysis: { metrics: ${metrics} } }, { pause: 10s }] } }`;
const FLAGGER = '{ flagger: { interval: 10s, threshold: 3, stepWeight: 20, metrics: [{ name: request-success-rate, min: 99 }] } }';
const courseOf = (trace: Trace): Course => analysesOf(trace)[0]!.courses[0]!;
const says = (trace: Trace, at = Infinity): string[] => talliesOf(courseOf(trace), courseOf(trace).points.filter((point) => point.at <= at)).map((tally) => tally.says);

describe('an analysis of a rollout', () => {
  const bad = play(step('[{ metric: errorRate, atMost: 2%, window: 20s, interval: 10s, initialDelay: 20s, count: 5, failureLimit: 1 }]'), { errorRate: '20%' });
  const [analysis] = analysesOf(bad);

  test('is told with every measurement, its end, and the turn of the rollout that this brought about', () => {
    expect([analysis!.title, analysis!.ended!.phase, analysis!.courses[0]!.points.map(({ phase }) => phase)]).toEqual(['v2.1 step 2', 'Failed', ['Failed', 'Failed']]);
    expect(analysis!.outcome).toMatchObject({ at: analysis!.ended!.at, state: 'aborted.goingBack' });
  });

  test('adds up to its verdict one by one', () => {
    const [first] = courseOf(bad).points;
    expect(says(bad, first!.at - 1)).toEqual(['0 failed; 1 may', '0 of 5 measured']);
    expect(says(bad, first!.at)).toEqual(['1 failed; 1 may', '1 of 5 measured']);
    expect(says(bad)).toEqual(['2 failed; 1 may', '2 of 5 measured']);
  });

  test('lies on one time axis, from the beginning of its first window to its end', () => {
    const x = timeScale(bad, analysis!, 300), { points } = courseOf(bad);
    expect(x.domain()).toEqual([Math.min(analysis!.from, points[0]!.at - 20 * SECOND), analysis!.ended!.at]);
    expect([x(points[0]!.at) > 0, x(points.at(-1)!.at) <= 290]).toEqual([true, true]);
  });

  test('has all values and limits between the edges of its chart', () => {
    const course = courseOf(bad), y = valueScale(course, 90, 10);
    for (const value of [...course.points.map((point) => point.value!), 0.02]) expect([y(value) >= 10, y(value) <= 80]).toEqual([true, true]);
    expect(y(course.points[0]!.value!)).toBeLessThan(y(0.02));
  });

  test('has a panel of its own, which a rollout without one has not', () => {
    const ids = (trace: Trace): string[] => panelsOf(trace).map(({ id }) => id);
    expect([ids(bad).includes('analysis'), ids(play('{ rolling: {} }')).includes('analysis')]).toEqual([true, false]);
  });
});

test('an analysis that a person made needless has no outcome of its own', () => {
  const background = '{ canary: { trafficRouting: true, analysis: { metrics: [{ metric: errorRate, atMost: 5%, window: 10s, interval: 10s }] }, steps: [{ setWeight: 50 }, { pause: {} }] } }';
  const [analysis] = analysesOf(play(background, { operator: '[{ at: 2m, do: abort }]' }));
  expect([analysis!.ended!.at, analysis!.ended!.phase, analysis!.outcome, isCalledOff(analysis!)]).toEqual([120 * SECOND, 'Successful', null, true]);
});

test('measurements without an answer are errors in a row, and are not among those that were asked for', () => {
  const trace = play(step('[{ metric: errorRate, atMost: 2%, window: 10s, interval: 10s, count: 3, consecutiveErrorLimit: 2 }]'), { rate: '0/s' });
  const { points } = courseOf(trace);
  expect(points.map(({ value, phase }) => [value, phase])).toEqual([[null, 'Error'], [null, 'Error'], [null, 'Error']]);
  expect(says(trace)).toEqual(['0 failed; none may', '3 errors in a row; 2 may be', '0 of 3 measured']);
  expect([sayValue(points[0]!.value, points[0]!.unit), sayRequests(points[0]!)]).toEqual(['no data', 'no request']);
});

test('successes in a row are counted where they are enough', () => {
  const trace = play(step('[{ metric: errorRate, atMost: 2%, window: 10s, interval: 10s, count: 9, consecutiveSuccessLimit: 2 }]'));
  expect(says(trace)).toEqual(['0 failed; none may', '2 good in a row; 2 are enough', '2 of 9 measured']);
});

describe('checks of Flagger', () => {
  const failing = play(FLAGGER, { errorRate: '30%' });

  test('are one analysis, though each is a run of its own, and add up to the threshold', () => {
    expect(analysesOf(failing).map(({ title, again }) => [title, again])).toEqual([['checks', true]]);
    const [checks] = analysesOf(failing), { points } = courseOf(failing);
    expect([points[0]!.at - 1, points[0]!.at, Infinity].map((at) => checksOf(checks!, at)!.count)).toEqual([0, 1, 3]);
    expect(checksOf(checks!, Infinity)).toMatchObject({ decides: 3, says: '3 failed checks; 3 are too many' });
  });

  test('fail once, with however many of their metrics', () => {
    const two = play('{ flagger: { interval: 10s, threshold: 3, stepWeight: 20, metrics: [{ name: request-success-rate, min: 99 }, { name: request-duration, max: 1 }] } }', { errorRate: '30%' });
    const [checks] = analysesOf(two);
    expect(checks!.courses.map(({ points }) => points.filter(({ phase }) => phase === 'Failed').length)).toEqual([3, 3]);
    expect(checksOf(checks!, Infinity)!.count).toBe(3);
  });

  test('are news on the time axis only where they fail', () => {
    const labels = (trace: Trace): string[] => markersOf(trace).map(({ label }) => label).filter((label) => /check|analysis/.test(label));
    expect(labels(failing)).toEqual(['check failed', 'check failed', 'check failed']);
    expect(labels(play(FLAGGER))).toEqual([]);
  });

  test('end in what the next tick makes of them', () => {
    const [{ outcome, ended }] = analysesOf(failing) as [ReturnType<typeof analysesOf>[number]];
    expect(outcome!.state).toBe('failed');
    expect(outcome!.at).toBeGreaterThan(ended!.at);
  });

  test('of another rollout are another analysis', () => {
    const twice = play(FLAGGER, { errorRate: '30%', operator: '[{ at: 3m, do: deploy, to: v1 }]' });
    expect(analysesOf(twice).length).toBe(1);
    const three = run(
      parse(
        'horizon: 6m\nfleet: { replicas: 3, boot: 4s }\ntraffic: { rate: 30/s }\nrevisions: { v1: {}, v2: { errorRate: 30% }, v3: { errorRate: 30% } }\nrollout: { at: 20s, to: v2 }\n' +
          `strategy: ${FLAGGER}\noperator: [{ at: 3m, do: deploy, to: v3 }]`,
      ).scenario,
    );
    expect(analysesOf(three).map(({ courses }) => courses[0]!.points.length)).toEqual([3, 3]);
  });
});

describe('limits are lines', () => {
  const first = (metric: string) => courseOf(play(step(`[${metric}]`), { errorRate: '3%' })).points[0]!;

  test('of what is fine, on the side where it is', () => {
    expect(linesOf(first('{ metric: errorRate, atMost: 5%, window: 20s, count: 1 }'))).toEqual([{ value: 0.05, side: 'above', says: 'at most 5% is fine', kind: 'fine' }]);
    expect(linesOf(first('{ metric: successRate, atLeast: 97%, window: 20s, count: 1 }'))).toEqual([{ value: 0.97, side: 'below', says: 'at least 97% is fine', kind: 'fine' }]);
  });

  test('with another line where failing is not just the opposite', () => {
    const point = first("{ metric: errorRate, judge: argo, successCondition: 'result[0] <= 0.01', failureCondition: 'result[0] > 0.05', window: 20s, count: 1 }");
    expect(linesOf(point).map((line) => line.says)).toEqual(['at most 1% is fine', 'above 5% fails']);
    expect(failingSide(point)).toEqual({ below: null, above: 0.05 });
  });

  test('of evidence, which is told as how many times better harm explains what was seen', () => {
    const point = first('{ metric: errorRate, judge: sequential, comparedWith: stable, initialDelay: 10s, interval: 10s, count: 3 }');
    expect([titleOf(point), linesOf(point)[0]!.says]).toEqual(['evidence that the error rate of v2 is worse than that of v1', '20× tells']);
  });
});
