import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { build, play, type Source } from '../../../src/sim/index.ts';
import { Experiment } from '../../../src/ui/compare/experiment.svelte.ts';
import type { Job } from '../../../src/ui/compare/protocol.ts';

const WORLD: Source = {
  title: 'A small world',
  horizon: '2m',
  fleet: { replicas: 2 },
  traffic: { rate: '2/s', users: 20 },
  revisions: { v1: {}, v2: {} },
  rollout: { at: '10s', to: 'v2' },
  strategy: 'rolling',
};

/** Workers that really play, at the next turn; the canary fails. */
function startWorker(): Worker {
  const desk = {
    onmessage: null as ((event: { data: unknown }) => void) | null,
    ended: false,
    postMessage({ arm, source, root, from, to }: Job): void {
      played.push(`${arm} ${from}–${to}`);
      const answer = (): unknown =>
        arm === 'canary'
          ? { type: 'failure', message: 'It came to nothing.' }
          : { type: 'rows', rows: Array.from({ length: to - from }, (_, index) => play(build(source), 0, from + index, root)) };
      setTimeout(() => { if (!desk.ended) desk.onmessage?.({ data: answer() }); }, 1);
    },
    terminate: () => void (desk.ended = true),
  };
  return desk as unknown as Worker;
}

let played: string[] = [];
beforeEach(() => {
  played = [];
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

function begun(): Experiment {
  const experiment = new Experiment(startWorker, 2);
  experiment.setReplications(20);
  experiment.take(WORLD, 'A small world', 7);
  return experiment;
}

test('plays what everyone compares, against the strategy of the world, and tells which row came to nothing', async () => {
  const experiment = begun();
  expect(experiment.status).toBe('running');
  expect(experiment.chosen).toEqual(['recreate', 'rolling', 'blue-green', 'canary']);
  await vi.runAllTimersAsync();
  expect(experiment.status).toBe('done');
  expect(experiment.problems).toEqual({ canary: 'It came to nothing.' });
  expect(experiment.comparison).toMatchObject({ reference: 'rolling', replications: 20 });
  expect(experiment.comparison!.arms.map(({ id }) => id)).toEqual(['recreate', 'rolling', 'blue-green']);
  expect([experiment.played, experiment.wanted]).toEqual([60, 60]);
});

test('a row more, or runs more, plays only what is missing', async () => {
  const experiment = begun();
  await vi.runAllTimersAsync();
  played = [];
  experiment.choose('by-hand', true);
  await vi.runAllTimersAsync();
  expect(played.every((job) => job.startsWith('by-hand'))).toBe(true);
  played = [];
  experiment.choose('blue-green', false);
  experiment.setReplications(40);
  await vi.runAllTimersAsync();
  expect(experiment.comparison!.replications).toBe(40);
  expect(played.every((job) => Number(/ (\d+)–/.exec(job)![1]) >= 20 && !job.startsWith('blue-green'))).toBe(true);
});

test('stopped, it keeps what it has; going on, it plays the rest', async () => {
  const experiment = begun();
  await vi.advanceTimersByTimeAsync(3);
  experiment.stop();
  const before = experiment.played;
  expect(experiment.status).toBe('stopped');
  await vi.runAllTimersAsync();
  expect(experiment.played).toBe(before);
  experiment.go();
  await vi.runAllTimersAsync();
  expect(experiment.played).toBe(60);
});

test('hidden, nothing new begins', async () => {
  const experiment = begun();
  experiment.setHidden(true);
  await vi.runAllTimersAsync();
  const before = experiment.played;
  expect(before).toBeLessThan(60);
  experiment.setHidden(false);
  await vi.runAllTimersAsync();
  expect(experiment.played).toBe(60);
});

test('a run of the table is the same world; another world begins anew', async () => {
  const experiment = begun();
  await vi.runAllTimersAsync();
  const { comparison } = experiment;
  experiment.take(experiment.arms[0]!.source, 'whatever', 99);
  expect(experiment.comparison).toBe(comparison);
  expect(experiment.root).toBe(7);
  experiment.take({ ...WORLD, fleet: { replicas: 3 } }, 'Another', 8);
  expect([experiment.title, experiment.root, experiment.comparison]).toEqual(['Another', 8, null]);
  await vi.runAllTimersAsync();
  expect(experiment.comparison).not.toBeNull();
});

test('another reference is another look at the same runs', async () => {
  const experiment = begun();
  await vi.runAllTimersAsync();
  played = [];
  experiment.setReference('recreate');
  await vi.runAllTimersAsync();
  expect(experiment.comparison!.reference).toBe('recreate');
  expect(played).toEqual([]);
});
