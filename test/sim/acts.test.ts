import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  actsAt,
  MINUTE,
  parse,
  run,
  seconds,
  STRATEGIES,
  toSeconds,
  type Act,
  type Micros,
  type Trace,
} from '../../src/sim/index.ts';

/** Parameters that bring a strategy's gates, pauses and analyses into a short run. */
const PARAMS: Readonly<Record<string, string[]>> = {
  rolling: ['{ progressDeadline: 40s, minReady: 5s }'],
  'blue-green': [
    '{ autoPromotion: false }',
    '{ autoPromotionSeconds: 30s, scaleDownDelay: 60s, progressDeadline: 60s, progressDeadlineAbort: true }',
  ],
  canary: [
    '{ trafficRouting: true, steps: [{ setWeight: 25 }, { pause: {} }, { setWeight: 50 }, { pause: 20s }] }',
    '{ trafficRouting: false, steps: [{ setWeight: 50 }, { pause: 30s }] }',
    '{ trafficRouting: true, steps: [{ setWeight: 50 }, { analysis: { metrics: [{ metric: errorRate, atMost: 20%, interval: 10s, count: 4 }] } }] }',
    '{ trafficRouting: true, analysis: { metrics: [{ metric: errorRate, atMost: 20%, interval: 10s }] }, steps: [{ setWeight: 50 }, { pause: {} }] }',
  ],
  baseline: ['{ warmUp: 5s, lifetime: 40s, interval: 20s, cleanupDelay: 5s, promotion: manual }'],
  shadow: ['{ watch: 40s, afterwards: promote }', '{ watch: 40s, afterwards: remove }'],
  'ab-test': ['{ watch: 40s, afterwards: promote }'],
  flagger: [
    '{ interval: 10s, confirmRollout: true, confirmPromotion: true }',
    '{ interval: 10s, stepWeight: 25, maxWeight: 50 }',
  ],
};
const CHOICES = STRATEGIES.flatMap(({ id }) => ['{}', ...(PARAMS[id] ?? [])].map((params) => ({ id, params })));

const play = ({ id, params }: { id: string; params: string }, errorRate: string, operator: Record<string, unknown>[]): Trace =>
  run(
    parse(
      `horizon: 4m\nfleet: { replicas: 3, boot: 4s }\ntraffic: { rate: 3/s }\nrevisions: { v1: {}, v2: { errorRate: ${errorRate} }, v3: {} }\n` +
        `rollout: { at: 20s, to: v2 }\nstrategy: { ${id}: ${params} }\noperator: ${JSON.stringify(operator)}`,
    ).scenario,
  );

/** Everything that could be tried, whether the strategy knows it or not. */
const EVERYTHING: Record<string, unknown>[] = [
  ...['promote', 'promoteFull', 'pause', 'resume', 'abort', 'retry', 'undo'].map((act) => ({ do: act })),
  ...['v1', 'v2', 'v3'].map((to) => ({ do: 'deploy', to })),
  { do: 'scale', replicas: 4 },
];
const nameOf = (act: Record<string, unknown>): string =>
  act['do'] === 'deploy' ? `deploy ${String(act['to'])}` : String(act['do']);
const named = ({ act, to }: Act): string => (act === 'deploy' ? `deploy ${to}` : act);
const at = (instant: Micros): string => `${toSeconds(instant)}s`;

const early = fc.array(
  fc.record({ at: fc.integer({ min: 5, max: 150 }).map((second) => `${second}s`), act: fc.constantFrom(...EVERYTHING) }),
  { maxLength: 3 },
);

describe('what a person could do is recorded as the machine would have it', () => {
  test('at any instant, whatever was done before: what is offered is accepted, what is not offered is refused, and an undo leads where it says', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CHOICES),
        fc.constantFrom('0%', '100%'),
        early,
        fc.nat({ max: 1000 }),
        fc.boolean(),
        fc.constantFrom(...EVERYTHING),
        (choice, errorRate, script, place, onFact, act) => {
          const acted = script.map(({ at, act }) => ({ at, ...act }));
          const trace = play(choice, errorRate, acted);
          // Half of the time exactly when something happened, and where files can name the instant.
          const facts = trace.facts.filter(
            (fact) => fact.type !== 'operator.acted' && fact.at % 1000 === 0 && fact.at < trace.header.horizon,
          );
          const instant =
            onFact && facts.length > 0 ? facts[place % facts.length]!.at : Math.floor((place / 1001) * 4 * 60_000) * 1000;
          const before = acted.filter((one) => seconds(Number.parseInt(one.at)) <= instant);
          const offered = actsAt(play(choice, errorRate, before), instant);
          const after = play(choice, errorRate, [...before, { at: at(instant), ...act }]);
          const mine = after.facts.find((fact) => fact.type === 'operator.acted' && fact.index === before.length);
          expect(mine).toMatchObject({ at: instant, accepted: offered.map(named).includes(nameOf(act)) });
          const to = offered.find((one) => one.act === act['do'])?.to ?? null;
          if (act['do'] !== 'undo' || to === null) return;
          expect(after.facts.filter((fact) => fact.type === 'desired.changed' && fact.at <= instant).at(-1)).toMatchObject({
            revision: to,
          });
        },
      ),
      { numRuns: 150 },
    );
  });

  test('once at the start, and then only when it has changed', () => {
    const trace = play({ id: 'rolling', params: '{}' }, '0%', [
      { at: '25s', do: 'pause' },
      { at: '50s', do: 'resume' },
    ]);
    const told = trace.facts.flatMap((fact) =>
      fact.type === 'acts.changed' ? [`${toSeconds(fact.at)} s: ${fact.acts.map(named).join(', ')}`] : [],
    );
    expect(told).toEqual([
      '0 s: pause, deploy v2, deploy v3, scale',
      '20 s: pause, undo, deploy v1, deploy v3, scale',
      '25 s: resume, deploy v1, deploy v3, scale',
      '50 s: pause, undo, deploy v1, deploy v3, scale',
    ]);
  });

  test('a person who acts at the instant of a pause finds the machine paused', () => {
    const canary = {
      id: 'canary',
      params: '{ trafficRouting: true, steps: [{ setWeight: 25 }, { pause: {} }, { setWeight: 50 }, { pause: {} }] }',
    };
    const paused = play(canary, '0%', []).facts.find(
      (fact) => fact.type === 'rollout.state' && fact.state === 'rollingOut.paused',
    );
    expect(paused?.at).toBeLessThan(MINUTE);
    const instant = Math.ceil(paused!.at / 1000) * 1000;
    const after = play(canary, '0%', [{ at: at(instant), do: 'promote' }]);
    expect(after.facts.filter((fact) => fact.type === 'rollout.state' && fact.at >= instant).slice(0, 1)).toMatchObject([
      { state: 'rollingOut.progressing' },
    ]);
  });
});
