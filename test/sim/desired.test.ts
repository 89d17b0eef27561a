import { expect, test } from 'vitest';
import { build, frameAt, run, timeline, type Trace } from '../../src/sim/index.ts';
import { SECOND } from '../../src/sim/kernel/index.ts';

/** A canary that a person judges a minute and a half after it began. */
const canary = (operator: { at: string; do: string }[]): Trace =>
  run(
    build({
      title: 'Desired and running',
      horizon: '6m',
      fleet: { replicas: 4 },
      traffic: { rate: '20/s' },
      revisions: { v1: {}, v2: {} },
      rollout: { at: '30s', to: 'v2' },
      strategy: { canary: { steps: [{ setWeight: 25 }, 'pause'] } },
      operator,
    }),
  );

const wanted = (trace: Trace): string[] =>
  trace.facts.flatMap((fact) => (fact.type === 'desired.changed' ? [`${fact.at / SECOND} ${fact.revision}`] : []));
const standing = (trace: Trace, seconds: number) => {
  const { desired, running } = frameAt(trace, seconds * SECOND);
  return { desired, running };
};
const closing = (trace: Trace): string =>
  timeline(trace)
    .at(-1)!
    .trim()
    .replace(/^.*end of/, 'end of');

test('an abort changes what runs, and not what Git asks for', () => {
  const trace = canary([{ at: '2m', do: 'abort' }]);
  expect(wanted(trace)).toEqual(['0 v1', '30 v2']);
  expect(standing(trace, 10)).toEqual({ desired: 'v1', running: ['v1'] });
  expect(standing(trace, 110)).toEqual({ desired: 'v2', running: ['v1', 'v2'] });
  expect(standing(trace, 360)).toEqual({ desired: 'v2', running: ['v1'] });
  expect(closing(trace)).toBe('end of the run: Git asks for v2, v1 is running');
});

test('an undo changes both', () => {
  const trace = canary([{ at: '2m', do: 'undo' }]);
  expect(wanted(trace)).toEqual(['0 v1', '30 v2', '120 v1']);
  expect(standing(trace, 360)).toEqual({ desired: 'v1', running: ['v1'] });
  expect(closing(trace)).toBe('end of the run');
});

test('with no server in routers, nothing runs', () => {
  const trace = run(
    build({
      title: 'All at once',
      horizon: '2m',
      fleet: { replicas: 2 },
      traffic: { rate: '5/s' },
      revisions: { v1: {}, v2: { boot: '20s' } },
      rollout: { at: '30s', to: 'v2' },
      strategy: 'recreate',
    }),
  );
  expect(standing(trace, 50)).toEqual({ desired: 'v2', running: [] });
});
