import { type FailureCause, format, type Micros, type ReplicaState, type Trace } from '../../sim/index.ts';

/** What a mark stands for; the only meanings that colour has. */
export type Role = 'stable' | 'next' | 'harm' | 'plain';

/** The revision in service at the start is stable; whatever else arrives is next. */
export const roleOf = (trace: Trace, revision: string): Role =>
  revision === '' ? 'plain' : revision === trace.header.stable ? 'stable' : 'next';

/** A countdown as one reads it off a machine: whole seconds rounded up, so that it never says 0 while something goes on. */
export const countdown = (left: Micros): string => (left < 120e6 ? `${Math.ceil(left / 1e6)} s` : format.clock(left));

/** Where a replica stands in its life, coarsely: what decides how it is drawn. */
export type Stage = 'waiting' | 'coming' | 'serving' | 'unready' | 'leaving' | 'broken';
const STAGES: Record<ReplicaState, Stage> = {
  pending: 'waiting', scheduled: 'coming', pulling: 'coming', starting: 'coming', running: 'coming',
  ready: 'serving', available: 'serving', unready: 'unready', terminating: 'leaving', stopping: 'leaving',
  crashed: 'broken', backOff: 'broken', lost: 'broken', killed: 'broken', gone: 'broken',
};
export const stageOf = (state: ReplicaState): Stage => STAGES[state];

const STATE_WORDS: Record<ReplicaState, string> = {
  pending: 'no node yet', scheduled: 'placed', pulling: 'pulling', starting: 'starting', running: 'not ready', ready: 'ready', available: 'serving',
  unready: 'unready', terminating: 'leaving', stopping: 'stopping', crashed: 'crashed', backOff: 'back-off', lost: 'lost', killed: 'killed', gone: 'gone',
};
/** A state in a word or two, short enough for a tile; the long form is `STATE_LABELS` of the trace. */
export const stateWord = (state: ReplicaState): string => STATE_WORDS[state];

const CAUSE_WORDS: Record<FailureCause, string> = {
  noEndpoint: 'no server', refused: 'refused', reset: 'cut off', queueFull: 'queue full',
  timeout: 'timed out', bug: 'bug', incompatible: 'incompatible', dependency: 'dependency',
};
/** A cause in a word or two, for labels inside charts. */
export const causeWord = (cause: FailureCause): string => CAUSE_WORDS[cause];

/** The last part of a state path as one would say it: `progressing.rollingBack` → `rolling back`. */
export const spell = (path: string): string =>
  (path.split('.').at(-1) ?? path).replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/[-_]/g, ' ').toLowerCase();

/** How wide a text of the pictures' label size comes out, near enough for keeping labels apart. */
export const textWidth = (text: string, size = 11.5): number => text.length * size * 0.545;
