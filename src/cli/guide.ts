import {
  SITUATIONS,
  QUESTIONS,
  STRATEGIES,
  adviceOf,
  answered,
  candidatesOf,
  changesTo,
  didYouMean,
  evidenceOf,
  guideArms,
  guideStrategies,
  heldAgainst,
  rowsByArm,
  sourceKey,
  worldKeyOf,
  type Advice,
  type Changes,
  type Evidence,
  type Held,
  type NamedSituation,
  type Row,
  type Situation,
  type Source,
} from '../sim/index.ts';
import { clean } from './clean.ts';
import { playPlan, playing, type PlaySettings } from './experiment.ts';
import { guideJsonOf } from './formats/guide-json.ts';
import { guideMarkdownOf } from './formats/guide-markdown.ts';
import { guideTextOf } from './formats/guide-text.ts';
import { EXIT, type Io } from './io.ts';
import { load, type Setting } from './load.ts';

export const GUIDE_FORMATS = ['table', 'md', 'json'] as const;

export interface GuideSettings extends PlaySettings {
  /** Id of a named situation, or `all`. */
  situation: string;
  /** Answers that replace those of the named one. */
  changed: Partial<Situation>;
  strategies?: string[];
  playChanges?: boolean;
  confidence: number;
  set: Setting[];
  format: (typeof GUIDE_FORMATS)[number];
  version: string;
}

/** Everything that the formats show. */
export interface Guided {
  title: string;
  runs: number;
  root: number;
  confidence: number;
  tool: string;
  answers: { named: NamedSituation; isChanged: boolean; advice: Advice; changes: Changes; held: Held }[];
}

/** Says which strategy suits a situation, or each of the mission's. */
export async function guideFile(file: string, settings: GuideSettings, io: Io): Promise<number> {
  const known = STRATEGIES.map(({ id }) => id),
    unknown = (settings.strategies ?? []).filter((id) => !known.includes(id));
  for (const id of unknown) io.err(`${clean(`--strategies: there is no "${id}". ${didYouMean(id, known)}`)}\n`);
  if (unknown.length > 0) return EXIT.badInput;
  const loaded = await load(file, settings.set, io);
  if (loaded === null) return EXIT.badInput;

  const { source } = loaded,
    { title } = loaded.scenario,
    { runs, root, confidence, changed } = settings;
  return playing(settings, loaded.file, io, async (executor) => {
    const ids = settings.strategies ?? guideStrategies(source),
      named = SITUATIONS.filter(({ id }) => settings.situation === 'all' || settings.situation === id),
      asked = named.map(({ situation }): Situation => ({ ...situation, ...changed }));
    const played = worldsOf(settings.playChanges ? asked.flatMap(withNeighbours) : asked),
      arms = guideArms(played.flatMap((situation) => candidatesOf(source, ids, situation)));
    const byArm = rowsByArm(await playPlan({ title, root, replications: runs, arms }, executor, io)),
      rows = new Map(arms.map((arm, place) => [sourceKey(arm.source), byArm.get(place) ?? []]));
    const evidenceIn = evidenceAmong(source, ids, rows, confidence);
    const answers = asked.map((situation, place) => {
      const advice = adviceOf(situation, evidenceIn(situation)!, confidence);
      return {
        named: named[place]!,
        isChanged: Object.keys(changed).length > 0,
        advice,
        changes: changesTo(advice, evidenceIn),
        held: heldAgainst(named[place]!, advice),
      };
    });
    io.out(print({ title, runs, root, confidence, tool: `cutover ${settings.version}`, answers }, settings.format, io));
  });
}

/** One situation of each world. */
const worldsOf = (situations: readonly Situation[]): Situation[] => [
  ...new Map(situations.map((situation) => [worldKeyOf(situation), situation])).values(),
];

/** The situation, and those with another answer to one question that takes another world. */
const withNeighbours = (situation: Situation): Situation[] => [
  situation,
  ...QUESTIONS.filter(({ kind }) => kind === 'world').flatMap(({ id, answers }) =>
    answers.map((answer) => answered(situation, id, answer)),
  ),
];

/** What has been played in the world of a situation; null where something of it is missing. */
function evidenceAmong(
  source: Source,
  ids: readonly string[],
  rows: ReadonlyMap<string, readonly Row[]>,
  confidence: number,
): (situation: Situation) => readonly Evidence[] | null {
  const found = new Map<string, readonly Evidence[] | null>();
  return (situation) => {
    const key = worldKeyOf(situation);
    if (!found.has(key)) {
      const candidates = candidatesOf(source, ids, situation),
        isThere = guideArms(candidates).every((arm) => rows.has(sourceKey(arm.source)));
      found.set(key, isThere ? evidenceOf(candidates, (one) => rows.get(sourceKey(one)) ?? [], confidence) : null);
    }
    return found.get(key)!;
  };
}

function print(guided: Guided, as: GuideSettings['format'], io: Io): string {
  switch (as) {
    case 'json':
      return guideJsonOf(guided);
    case 'md':
      return guideMarkdownOf(guided);
    case 'table':
      return guideTextOf(guided, io);
  }
}
