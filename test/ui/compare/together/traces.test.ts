import { expect, test } from 'vitest';
import { build, run, strategyArms, type Source } from '../../../../src/sim/index.ts';
import { Traces } from '../../../../src/ui/compare/together/traces.svelte.ts';
import type { FromPlayer, ToPlayer } from '../../../../src/ui/player/play-protocol.ts';

const WORLD: Source = {
  title: 'A small world', horizon: '2m', fleet: { replicas: 2 }, traffic: { rate: '2/s', users: 20 },
  revisions: { v1: {}, v2: {} }, rollout: { at: '10s', to: 'v2' }, strategy: 'rolling',
};
const ARMS = strategyArms(WORLD, ['recreate', 'rolling', 'canary']);

/** Workers that really play, when they are told to. */
function setUp(): { traces: Traces; asked: ToPlayer[]; answer(): void } {
  const asked: ToPlayer[] = [], waiting: (() => void)[] = [];
  const traces = new Traces(() => {
    const desk = {
      onmessage: null as ((event: { data: FromPlayer }) => void) | null,
      postMessage(message: ToPlayer): void {
        asked.push(message);
        waiting.push(() => desk.onmessage?.({ data: { type: 'trace', trace: run(message.scenario, { seed: message.seed }) } }));
      },
      terminate: () => void (desk.onmessage = null),
    };
    return desk as unknown as Worker;
  }, 1, ({ source }) => build(source));
  return { traces, asked, answer: () => waiting.shift()!() };
}
const seen = ({ shown }: Traces): string[] => shown.map(({ id, trace, isStale, problem }) => `${id} ${problem !== '' ? problem : trace === null ? 'nothing' : isStale ? `still ${trace.header.seed}` : trace.header.seed}`);

test('each is there as soon as it has been played', () => {
  const { traces, answer } = setUp();
  traces.show(ARMS, {}, 7);
  answer();
  expect(seen(traces)).toEqual(['recreate 7', 'rolling nothing', 'canary nothing']);
  expect(traces.isWhole).toBe(false);
  answer();
  answer();
  expect(seen(traces)).toEqual(['recreate 7', 'rolling 7', 'canary 7']);
  expect(traces.isWhole).toBe(true);
});

test('until the next run is there the one before stays', () => {
  const { traces, answer } = setUp();
  traces.show(ARMS.slice(0, 2), {}, 7);
  answer();
  answer();
  traces.show(ARMS.slice(0, 2), {}, 8);
  answer();
  expect(seen(traces)).toEqual(['recreate 8', 'rolling still 7']);
  expect(traces.isWhole).toBe(false);
});

test('one more strategy plays that one only', () => {
  const { traces, asked, answer } = setUp();
  traces.show(ARMS.slice(0, 1), {}, 7);
  answer();
  traces.show(ARMS.slice(0, 2), {}, 7);
  answer();
  expect(asked).toHaveLength(2);
  expect(seen(traces)).toEqual(['recreate 7', 'rolling 7']);
});

test('what cannot be played says why, and keeps nobody waiting', () => {
  const { traces, asked, answer } = setUp();
  const broken = { id: 'broken', label: 'Broken', source: { ...WORLD, horizon: 'soon' } };
  traces.show([...ARMS.slice(0, 2), broken], { recreate: 'No room for it.' }, 7);
  expect(asked).toHaveLength(1);
  answer();
  expect(seen(traces).slice(0, 2)).toEqual(['recreate No room for it.', 'rolling 7']);
  expect(seen(traces)[2]).toMatch(/^broken .*horizon/s);
  expect(traces.isWhole).toBe(true);
});
