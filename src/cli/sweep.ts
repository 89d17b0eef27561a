import {
  STRATEGIES,
  axisOf,
  dialOf,
  didYouMean,
  gridOf,
  strategyArms,
  sweepMetricOf,
  sweepOf,
  type Arm,
  type Axis,
  type Grid,
  type Json,
  type Row,
  type Source,
  type Sweep,
} from '../sim/index.ts';
import { clean } from './clean.ts';
import { playPlan, playing, type PlaySettings } from './experiment.ts';
import { sweepCsvOf } from './formats/sweep-csv.ts';
import { sweepJsonOf } from './formats/sweep-json.ts';
import { sweepMarkdownOf } from './formats/sweep-markdown.ts';
import { sweepTableOf } from './formats/sweep-table.ts';
import { EXIT, type Io } from './io.ts';
import { load, type Loaded, type Setting } from './load.ts';

export const SWEEP_FORMATS = ['table', 'md', 'csv', 'json'] as const;

/** A dial with the values asked for; without any, those worth a look in this world. */
export interface Over {
  id: string;
  values: Json[] | null;
}

export interface SweepSettings extends PlaySettings {
  over: Over[];
  strategies?: string[];
  metrics: string[];
  confidence: number;
  set: Setting[];
  format: (typeof SWEEP_FORMATS)[number];
  version: string;
}

/** One strategy's sweep with all that its formats show. */
export interface Swept {
  strategy: { id: string; title: string };
  grid: Grid;
  sweep: Sweep;
  rows: Row[];
}

/** Everything that the formats show. */
export interface SweptFile {
  title: string;
  loaded: Loaded;
  sweeps: Swept[];
  settings: SweepSettings;
  tool: string;
}

/** Turns one dial or two of a world through their values, on the same seeds, and prints the curves or maps. */
export async function sweepFile(file: string, settings: SweepSettings, io: Io): Promise<number> {
  const complaints = complaintsAbout(settings);
  if (complaints.length > 0) return refused(complaints, io);
  const loaded = await load(file, settings.set, io);
  if (loaded === null) return EXIT.badInput;
  const asked = gridsOf(loaded, settings);
  if (typeof asked === 'string') return refused([asked], io);
  for (const note of asked.left) io.err(`${clean(note)}\n`);
  const { title } = loaded.scenario,
    { root, runs, confidence, version } = settings;
  // One plan for all strategies, so that whatever plays it has the whole of it to share out.
  const arms = asked.grids.flatMap(({ strategy, grid }) => grid.arms.map((arm): Arm => ({ ...arm, id: `${strategy.id}, ${arm.id}` })));
  return playing(settings, loaded.file, io, async (executor) => {
    const rows = await playPlan({ title, root, replications: runs, arms }, executor, io);
    let from = 0;
    const sweeps = asked.grids.map(({ strategy, grid }): Swept => {
      const first = from;
      from += grid.arms.length;
      const own = rows.filter(({ arm }) => arm >= first && arm < from).map((row) => ({ ...row, arm: row.arm - first }));
      return { strategy, grid, rows: own, sweep: sweepOf(grid, own, { confidence }) };
    });
    io.out(print({ title, loaded, sweeps, settings, tool: `cutover ${version}` }, settings.format, io));
  });
}

function refused(complaints: readonly string[], io: Io): number {
  for (const complaint of complaints) io.err(`${clean(complaint)}\n`);
  return EXIT.badInput;
}

function complaintsAbout({ over, strategies = [], metrics }: SweepSettings): string[] {
  const known = STRATEGIES.map(({ id }) => id);
  const problemOf = (key: string): string[] => {
    try {
      sweepMetricOf(key);
      return [];
    } catch (error) {
      return [`--metrics: ${messageOf(error)}`];
    }
  };
  return [
    ...(over.length === 0 ? ['--over: say what to turn, such as --over canaryWeight or --over traffic.rate=20/s,60/s.'] : []),
    ...(over.length > 2 ? [`--over: ${over.length} dials are too many; a sweep turns one or two.`] : []),
    ...strategies.flatMap((id) => (known.includes(id) ? [] : [`--strategies: there is no "${id}". ${didYouMean(id, known)}`])),
    ...metrics.flatMap(problemOf),
  ];
}

interface Asked {
  grids: { strategy: Swept['strategy']; grid: Grid }[];
  /** What is left out, and why. */
  left: string[];
}

/** A grid for each strategy that has the dials; a complaint where none has. */
function gridsOf({ source, scenario }: Loaded, { over, strategies, metrics }: SweepSettings): Asked | string {
  const found: Asked = { grids: [], left: [] };
  for (const id of strategies ?? [scenario.strategy.kind]) {
    const { source: world, label: title } = strategyArms(source, [id])[0]!;
    try {
      const grid = gridOf(world, over.map((one) => axisIn(one, world)), metrics);
      const problem = grid.arms.length === 0 ? grid.points[0]!.problem : null;
      if (problem === null) found.grids.push({ strategy: { id, title }, grid });
      else found.left.push(`${id}: no point can be played. ${grid.points[0]!.name}: ${problem}`);
    } catch (error) {
      found.left.push(`${id}: ${messageOf(error)}`);
    }
  }
  if (found.grids.length > 0) return found;
  return [...new Set(found.left.map((note) => `--over: ${note.slice(note.indexOf(': ') + 2)}`))].join('\n') + curesOf(source, over);
}

/** @throws RangeError */
const axisIn = ({ id, values }: Over, world: Source): Axis => axisOf(dialOf(id, world), world, values ?? undefined);

/** Under which other strategies the dials have a meaning. */
function curesOf(source: Source, over: readonly Over[]): string {
  const isFine = (id: string): boolean => {
    const { source: world } = strategyArms(source, [id])[0]!;
    try {
      return over.every((one) => dialOf(one.id, world).refusal(world) === null);
    } catch {
      return false;
    }
  };
  const fine = STRATEGIES.filter(({ id }) => isFine(id)).map(({ id }) => id);
  return fine.length === 0 || fine.length === STRATEGIES.length ? '' : `\nAdd --strategies ${fine.join(',')}, or some of them.`;
}

function messageOf(error: unknown): string {
  if (error instanceof RangeError) return error.message;
  throw error;
}

function print(swept: SweptFile, as: SweepSettings['format'], io: Io): string {
  switch (as) {
    case 'json':
      return sweepJsonOf(swept);
    case 'csv':
      return sweepCsvOf(swept);
    case 'md':
      return sweepMarkdownOf(swept);
    case 'table':
      return sweepTableOf(swept, io);
  }
}
