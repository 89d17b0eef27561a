import type { Block, Judged, LearnerRecord, Lesson, Plan, RunRecord } from '../../../lessons/index.ts';

/** What a lesson's page asks its worker, and what comes back: whatever plays runs is done there. Everything is plain data. */
export interface Work {
  /** One run. The lesson's own seed when none is given. */
  play: { asked: { round: string; plan: Plan; seed?: number }; answer: RunRecord };
  /** Every check, in order; says how many runs it has played meanwhile. */
  judge: { asked: { record: LearnerRecord }; answer: Judged[] };
  /** What is told to this learner, and the numbers in it. */
  tell: { asked: { blocks: readonly Block[]; record: LearnerRecord }; answer: Telling };
}
export type Kind = keyof Work;
export interface Telling {
  told: Block[];
  /** The text of each value that the blocks name; null where the run has none. */
  values: Record<string, string | null>;
}

export type Question = { [K in Kind]: { kind: K; lesson: Lesson; asked: Work[K]['asked'] } }[Kind];
export type ToWorker = Question & { id: number };
export type FromWorker =
  | { id: number; type: 'progress'; runs: number }
  | { id: number; type: 'answer'; answer: Work[Kind]['answer'] }
  | { id: number; type: 'failure'; message: string };
