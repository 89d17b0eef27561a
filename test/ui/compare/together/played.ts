import { readFileSync } from 'node:fs';
import { build, parse, run, seedOf, strategyArms, type Source, type Trace } from '../../../../src/sim/index.ts';

export const WORLD: Source = parse(readFileSync('scenarios/07-bad-release-and-undo/scenario.yaml', 'utf8')).source;

/** The first run of the world that the app opens with, under some strategies. */
export const playedUnder = (...ids: string[]): { id: string; label: string; trace: Trace }[] =>
  strategyArms(WORLD, ids).map(({ id, label, source }) => ({ id, label, trace: run(build(source), { seed: seedOf(1, 0) }) }));
