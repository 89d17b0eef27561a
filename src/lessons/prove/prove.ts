import { format, ScenarioError } from '../../sim/index.ts';
import { isPassed, judge, type Judged } from '../checks/judge.ts';
import { recordOf } from '../logs.ts';
import type { Lesson } from '../lesson.ts';
import { inlinesIn, type Block } from '../prose.ts';
import { NO_RECORD, type LearnerRecord } from '../record.ts';
import { played, remembering, type Play } from '../run/played.ts';
import { toldTo } from '../run/told.ts';
import { valueOf } from '../run/values.ts';
import { scoreOf } from '../score/score.ts';
import { named } from '../spec/schema.ts';
import { pace } from './pace.ts';
import { randomRecord } from './random.ts';
import { walk } from './walk.ts';

/** One thing that a lesson is asked before anybody learns from it. */
export interface Claim {
  claim: string;
  /** Null = proved. */
  trouble: string | null;
}

/** A whole day takes some megabytes, so only a few runs are kept at a time. */
const RUNS_KEPT = 6;
/** Careless learners for whom the prose is looked through. */
const TRIED = 4;
/** How many careless learners play the lesson, and what share of them may pass. */
export const RANDOM_LOGS = 200;
const RANDOM_MOST = 0.05;

/** Proves that a lesson can be won, not by doing nothing, not by chance, and not in the way that most people try first. */
export function proveLesson(lesson: Lesson, { randomLogs = RANDOM_LOGS }: { randomLogs?: number } = {}): Claim[] {
  const play = remembering(RUNS_KEPT);
  const expert = recordOf(lesson, lesson.spec.expert),
    naive = recordOf(lesson, lesson.spec.naive);
  const tried = Array.from({ length: TRIED }, (_, number) => randomRecord(lesson, number));
  const claims: [claim: string, trouble: () => string | null][] = [
    ['the expert passes', () => passes(judge(lesson, expert, play))],
    [
      'the naive plan fails for the named reason',
      () => failsFor(judge(lesson, naive, play, { untilFirst: true }), lesson.spec.naive.fails),
    ],
    ['the naive guesses give their ideas away', () => givesAway(lesson, naive, play)],
    ['doing nothing fails', () => fails(judge(lesson, NO_RECORD, play, { untilFirst: true }))],
    [
      `of ${format.count(randomLogs)} careless learners, under ${format.percent(RANDOM_MOST)} pass`,
      () => byChance(lesson, randomLogs, play),
    ],
    ['every number of the prose is told by a run', () => numbers(lesson, [naive, expert, ...tried], play)],
    ['the lesson can be walked through, forwards and back', () => walk(lesson, expert)],
    ['it takes six to ten minutes', () => pace(lesson)],
  ];
  return claims.map(([claim, trouble]) => ({ claim, trouble: attempted(trouble) }));
}

/** A plan that cannot be played is no plan of this lesson. */
function attempted(work: () => string | null): string | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof ScenarioError) return error.message;
    throw error;
  }
}

const passes = (results: readonly Judged[]): string | null => {
  const broken = results.find(({ violation }) => violation !== null);
  return broken ? `${broken.check}: ${broken.violation!.says}` : null;
};
const fails = (results: readonly Judged[]): string | null => (isPassed(results) ? 'It passes every check.' : null);

function failsFor(results: readonly Judged[], wanted: string): string | null {
  const broken = results.find(({ violation }) => violation !== null);
  if (broken === undefined) return 'It passes every check.';
  return broken.check === wanted ? null : `It fails ${broken.check} before it comes to ${wanted}: ${broken.violation!.says}`;
}

function givesAway(lesson: Lesson, naive: LearnerRecord, play: Play): string | null {
  const found = new Set<string>();
  for (const [id, guess] of Object.entries(naive.guesses)) {
    const score = scoreOf(lesson, id, guess, played(lesson, named(lesson.spec.guesses, id).round, naive.attempt, play));
    if (score === null) return `The run has no truth for the guess ${id}.`;
    if (score.kind === 'amount' && score.reveals) found.add(score.reveals.id);
  }
  const missing = lesson.spec.naive.reveals.filter((id) => !found.has(id));
  return missing.length === 0 ? null : `They do not give away ${format.listed(missing)}.`;
}

function byChance(lesson: Lesson, logs: number, play: Play): string | null {
  const runOf = ({ attempt, plan }: LearnerRecord): string => JSON.stringify([attempt.values, plan.values]);
  // Those who try the same come one after the other, so that their run is played once.
  const records = Array.from({ length: logs }, (_, number) => randomRecord(lesson, number)).sort((a, b) =>
    runOf(a) < runOf(b) ? -1 : 1,
  );
  const passed = records.filter((record) => isPassed(judge(lesson, record, play, { untilFirst: true }))).length;
  return passed < RANDOM_MOST * logs ? null : `${format.count(passed)} of ${format.count(logs)} pass.`;
}

function numbers(lesson: Lesson, records: readonly LearnerRecord[], play: Play): string | null {
  const used = new Set(factsIn(lesson.scenes.flatMap(({ blocks }) => blocks)));
  const idle = lesson.spec.values.map(([id]) => id).filter((id) => !used.has(id));
  if (idle.length > 0) return `No sentence tells ${format.listed(idle)}.`;
  const silent = records.flatMap((record) =>
    factsIn(lesson.scenes.flatMap(({ blocks }) => toldTo(blocks, lesson, record, play))).filter(
      (id) => valueOf(lesson, id, record, play) === null,
    ),
  );
  return silent.length === 0 ? null : `No run tells ${format.listed([...new Set(silent)])}.`;
}

const factsIn = (blocks: readonly Block[]): string[] => [
  ...new Set(inlinesIn(blocks).flatMap((piece) => (piece.kind === 'fact' ? [piece.id] : []))),
];
