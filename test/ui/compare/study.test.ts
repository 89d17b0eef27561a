import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { build, play, rowsByArm, strategyArms, type Arm, type Row, type Source } from '../../../src/sim/index.ts';
import { Study } from '../../../src/ui/compare/study.svelte.ts';
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
    postMessage({ source, root, from, to }: Job): void {
      const id = strategyIn(source);
      played.push(`${id} ${from}–${to}`);
      const answer = (): unknown =>
        id === 'canary'
          ? { type: 'failure', message: 'It came to nothing.' }
          : { type: 'rows', rows: Array.from({ length: to - from }, (_, index) => play(build(source), 0, from + index, root)) };
      setTimeout(() => { if (!desk.ended) desk.onmessage?.({ data: answer() }); }, 1);
    },
    terminate: () => void (desk.ended = true),
  };
  return desk as unknown as Worker;
}
const strategyIn = ({ strategy }: Source): string => (typeof strategy === 'string' ? strategy : Object.keys(strategy as object)[0]!);

let played: string[] = [];
beforeEach(() => {
  played = [];
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

/** What the table does: asks for its arms. */
const ask = ({ runs, arms, root, replications }: Study): void => runs.ask({ arms, root, replications });
const idsWithRuns = ({ runs, arms }: Study): string[] => [...rowsByArm(runs.rowsOf(arms)).keys()].map((arm) => arms[arm]!.id);

function begun(): Study {
  const study = new Study(startWorker, 2);
  study.setReplications(20);
  study.take(WORLD, 'A small world', 7);
  ask(study);
  return study;
}

test('plays what everyone compares, against the strategy of the world, and tells which row came to nothing', async () => {
  const study = begun();
  expect(study.runs.status).toBe('running');
  expect([study.reference, study.chosen]).toEqual(['rolling', ['recreate', 'rolling', 'blue-green', 'canary']]);
  await vi.runAllTimersAsync();
  expect(study.runs.status).toBe('done');
  expect(study.runs.problems).toEqual({ canary: 'It came to nothing.' });
  expect(idsWithRuns(study)).toEqual(['recreate', 'rolling', 'blue-green']);
  expect([study.runs.played, study.runs.wanted]).toEqual([60, 60]);
});

test('a row more, or runs more, plays only what is missing', async () => {
  const study = begun();
  await vi.runAllTimersAsync();
  played = [];
  study.choose('by-hand', true);
  ask(study);
  await vi.runAllTimersAsync();
  expect(played.length).toBeGreaterThan(0);
  expect(played.every((job) => job.startsWith('by-hand'))).toBe(true);
  played = [];
  study.choose('blue-green', false);
  study.setReplications(40);
  ask(study);
  await vi.runAllTimersAsync();
  expect([study.runs.played, study.runs.wanted]).toEqual([120, 120]);
  expect(played.every((job) => Number(/ (\d+)–/.exec(job)![1]) >= 20 && !job.startsWith('blue-green'))).toBe(true);
});

test('what another view has played is there already, and rows say their place among the arms asked about', async () => {
  const study = begun();
  await vi.runAllTimersAsync();
  played = [];
  const [recreate, rolling] = study.arms;
  study.runs.ask({ arms: [{ ...rolling!, id: 'by another name' }, recreate!], root: 7, replications: 5 });
  expect(study.runs.status).toBe('done');
  expect(played).toEqual([]);
  expect(study.runs.rowsOf([rolling!]).map(({ arm, replication }) => [arm, replication])).toEqual([0, 1, 2, 3, 4].map((at) => [0, at]));
});

test('stopped, it keeps what it has; going on, it plays the rest', async () => {
  const { runs } = begun();
  await vi.advanceTimersByTimeAsync(3);
  runs.stop();
  const before = runs.played;
  expect([runs.status, before > 0]).toEqual(['stopped', true]);
  await vi.runAllTimersAsync();
  expect(runs.played).toBe(before);
  runs.go();
  await vi.runAllTimersAsync();
  expect(runs.played).toBe(60);
});

test('hidden, nothing new begins', async () => {
  const { runs } = begun();
  runs.setHidden(true);
  await vi.runAllTimersAsync();
  expect(runs.played).toBeLessThan(60);
  runs.setHidden(false);
  await vi.runAllTimersAsync();
  expect(runs.played).toBe(60);
});

test('a run of the table is the same world; another world begins anew', async () => {
  const study = begun();
  await vi.runAllTimersAsync();
  study.take(study.arms[0]!.source, 'whatever', 99);
  expect([study.title, study.root, study.runs.played]).toEqual(['A small world', 7, 60]);
  study.take({ ...WORLD, fleet: { replicas: 3 } }, 'Another', 8);
  expect([study.title, study.root, study.runs.played, study.runs.status]).toEqual(['Another', 8, 0, 'idle']);
  ask(study);
  await vi.runAllTimersAsync();
  expect(study.runs.played).toBe(60);
});

test('what was chosen can be had again: as usual it is short, and otherwise all of it', () => {
  const study = begun();
  expect(study.choices).toEqual({ look: 'table', strategies: ['recreate', 'rolling', 'blue-green', 'canary'], replications: 20, reference: 'rolling' });
  study.choose('canary', false);
  study.setReference('recreate');
  study.setReplications(57);
  study.setLook('words');
  study.chooseMetric('availability', true);
  study.chooseMetric('usersHurt', false);
  expect(study.setShare('subtleBug', 0.2)).toBe(true);
  expect(study.setShare('nodeLoss', 0.9)).toBe(false);
  const again = new Study(startWorker, 1);
  again.open(WORLD, 'A small world', 7, study.choices);
  expect(again.choices).toEqual(study.choices);
  expect([again.metrics[0], again.metrics.at(-1), again.mix.subtleBug, again.mix.good]).toEqual(['blastRequests', 'availability', 0.2, study.mix.good]);
  study.setUsualMetrics();
  study.setUsualMix();
  expect(study.choices).toEqual({ look: 'words', strategies: ['recreate', 'rolling', 'blue-green'], replications: 57, reference: 'recreate' });
});

test('the last column stays', () => {
  const study = begun();
  for (const id of study.metrics) study.chooseMetric(id, false);
  expect(study.metrics).toEqual(['peakServers']);
});

const playedOf = (arms: readonly Arm[], replications: number): Row[] =>
  arms.flatMap(({ source }, arm) => Array.from({ length: replications }, (_, at) => play(build(source), arm, at, 7)));

test('runs of strategies from a file are as if they had been played here, and what is missing is played', async () => {
  const study = begun(),
    arms = strategyArms(WORLD, ['recreate', 'rolling']);
  await vi.runAllTimersAsync();
  played = [];
  study.openRuns({ title: 'Kept', root: 7, replications: 4, arms }, playedOf(arms, 3));
  ask(study);
  expect([study.title, study.isGiven, study.world, study.chosen, study.reference]).toEqual(['Kept', false, WORLD, ['recreate', 'rolling'], 'rolling']);
  expect([study.runs.played, study.runs.wanted]).toEqual([6, 8]);
  await vi.runAllTimersAsync();
  expect(played).toEqual(['recreate 3–4', 'rolling 3–4']);
  study.take(WORLD, 'A small world', 7);
  expect(study.title).toBe('Kept');
});

test('rows of a file that are no strategies of one world are shown as they are, until one lets go of them', () => {
  const study = begun();
  const arms: Arm[] = [2, 3].map((replicas) => ({ id: `${replicas}.yaml`, label: `${replicas}.yaml`, source: { ...WORLD, fleet: { replicas } } }));
  study.openRuns({ title: 'Two files', root: 7, replications: 2, arms }, playedOf(arms, 2));
  ask(study);
  expect([study.isGiven, study.arms, study.reference]).toEqual([true, arms, '2.yaml']);
  expect([study.runs.played, study.runs.status]).toEqual([4, 'done']);
  study.letGo();
  expect([study.isGiven, study.chosen, study.reference]).toEqual([false, ['recreate', 'rolling', 'blue-green', 'canary'], 'rolling']);
});
