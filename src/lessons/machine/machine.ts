import { assign, setup } from 'xstate';
import type { Micros } from '../../sim/index.ts';
import { NO_RECORD, type Guess, type LearnerRecord, type Plan } from '../record.ts';
import { HINTS, isOffered, type Outline } from './outline.ts';

export interface Context {
  outline: Outline;
  /** The round that is being guessed, played or looked at. */
  round: number;
  /** Rounds whose guesses are locked, because time has moved in them. */
  locked: number;
  /** Rounds that were played to their end. */
  seen: number;
  record: LearnerRecord;
  /** The check that the plan failed; null when it passed, undefined while it is not judged as it stands. */
  failing: string | null | undefined;
}

export type LessonEvent =
  | { type: 'next' | 'back' | 'restart' }
  /** The plan at hand: of the attempt, or of the proof. */
  | { type: 'plan'; plan: Plan }
  | { type: 'guess'; id: string; guess: Exclude<Guess, { kind: 'skipped' }> }
  | { type: 'skip'; id: string }
  /** The run has come to the end of a phase, or to its end. */
  | { type: 'run.paused' | 'run.ended' }
  /** The run goes on after a pause, or begins anew. */
  | { type: 'run.on' | 'run.again' }
  | { type: 'mark'; id: string; at: Micros }
  | { type: 'prove' }
  /** What the checks said of the plan: the one that failed, or null. */
  | { type: 'proved'; failing: string | null }
  | { type: 'hint' };

const roundOf = ({ outline, round }: Context) => outline.rounds[round]!;
const isSkipped = ({ record }: Context): boolean => Object.values(record.guesses).some(({ kind }) => kind === 'skipped');

const chart = setup({
  types: {} as { context: Context; events: LessonEvent; input: { outline: Outline }; tags: 'clock' },
  guards: {
    isOffered: ({ context, event }) => event.type === 'plan' && isOffered(context.outline, event.plan),
    isUntouched: ({ context, event }) => context.locked === 0 && event.type === 'plan' && isOffered(context.outline, event.plan),
    mayGuess: ({ context, event }) =>
      event.type === 'guess' && context.locked <= context.round && roundOf(context).guesses[event.id] === event.guess.kind,
    maySkip: ({ context, event }) =>
      event.type === 'skip' &&
      context.locked <= context.round &&
      !isSkipped(context) &&
      Object.hasOwn(roundOf(context).guesses, event.id),
    isGuessed: ({ context }) => Object.keys(roundOf(context).guesses).every((id) => Object.hasOwn(context.record.guesses, id)),
    isSeen: ({ context }) => context.seen > context.round,
    isMarkHere: ({ context, event }) => event.type === 'mark' && roundOf(context).marks.includes(event.id),
    isMarked: ({ context }) => roundOf(context).marks.every((id) => Object.hasOwn(context.record.marks, id)),
    isMarkedAndLast: ({ context }) =>
      context.round === context.outline.rounds.length - 1 &&
      roundOf(context).marks.every((id) => Object.hasOwn(context.record.marks, id)),
    isFirstRound: ({ context }) => context.round === 0,
    passed: ({ event }) => event.type === 'proved' && event.failing === null,
    failed: ({ context, event }) =>
      event.type === 'proved' && event.failing !== null && context.outline.checks.includes(event.failing),
    wasProved: ({ context }) => context.failing === null,
    wasBroken: ({ context }) => typeof context.failing === 'string',
    hasMoreHints: ({ context }) => context.record.hints < HINTS,
  },
  actions: {
    // Who goes on from the plan that was tried has something to change.
    planAttempt: assign(({ context, event }) =>
      event.type === 'plan' ? { record: { ...context.record, attempt: event.plan, plan: event.plan } } : {},
    ),
    planProof: assign(({ context, event }) =>
      event.type === 'plan' ? { failing: undefined, record: { ...context.record, plan: event.plan } } : {},
    ),
    guess: assign(({ context, event }) => {
      if (event.type !== 'guess' && event.type !== 'skip') return {};
      const guess: Guess = event.type === 'guess' ? event.guess : { kind: 'skipped' };
      return { record: { ...context.record, guesses: { ...context.record.guesses, [event.id]: guess } } };
    }),
    lock: assign(({ context }) => ({ locked: Math.max(context.locked, context.round + 1) })),
    see: assign(({ context }) => ({ seen: Math.max(context.seen, context.round + 1) })),
    mark: assign(({ context, event }) => {
      if (event.type !== 'mark') return {};
      const before = context.record.marks[event.id] ?? [];
      return {
        // What was judged, was judged with the marks as they stood.
        failing: undefined,
        record: { ...context.record, marks: { ...context.record.marks, [event.id]: [...before, event.at].slice(-TRIES_KEPT) } },
      };
    }),
    nextRound: assign(({ context }) => ({ round: context.round + 1 })),
    previousRound: assign(({ context }) => ({ round: context.round - 1 })),
    countProof: assign(({ context }) => ({ record: { ...context.record, proofs: context.record.proofs + 1 } })),
    judged: assign(({ event }) => (event.type === 'proved' ? { failing: event.failing } : {})),
    hint: assign(({ context }) => ({ record: { ...context.record, hints: context.record.hints + 1 } })),
    forget: assign(() => ({ round: 0, locked: 0, seen: 0, record: NO_RECORD, failing: undefined })),
  },
});

/** A plan that was judged and has not changed since is found as it was left. */
const TO_PROVE = [
  { guard: 'wasProved', target: 'prove.passed' },
  { guard: 'wasBroken', target: 'prove.failed' },
  { target: 'prove' },
] as const;

const JUDGED = [
  { guard: 'passed', target: 'passed', actions: 'judged' },
  { guard: 'failed', target: 'failed', actions: 'judged' },
] as const;

/** A link holds only so many tries of a mark. */
const TRIES_KEPT = 5;

/**
 * Takes a learner through any lesson. It owns the clock: time may move only in states tagged `clock`, which none is before the guesses of
 * the round are locked. Going back is always possible; what was guessed before time moved stays as it was.
 */
export const lessonMachine = chart.createMachine({
  id: 'lesson',
  context: ({ input }) => ({ outline: input.outline, round: 0, locked: 0, seen: 0, record: NO_RECORD, failing: undefined }),
  initial: 'hook',
  on: { restart: { target: '.hook', actions: 'forget' } },
  states: {
    hook: { description: 'A scene with a harm that can be seen, and one thing to do.', on: { next: 'attempt' } },
    attempt: {
      description: 'The learner makes a plan, the way it seems right.',
      on: { plan: { guard: 'isUntouched', actions: 'planAttempt' }, next: 'predict', back: 'hook' },
    },
    predict: {
      description: 'Time stands still until every guess of the round is down, or skipped; only one of the lesson can be.',
      on: {
        guess: { guard: 'mayGuess', actions: 'guess' },
        skip: { guard: 'maySkip', actions: 'guess' },
        next: { guard: 'isGuessed', target: 'run' },
        back: [
          { guard: 'isFirstRound', target: 'attempt' },
          { target: 'observe', actions: 'previousRound' },
        ],
      },
    },
    run: {
      description: 'The run plays, and stops at the end of every phase.',
      tags: 'clock',
      entry: 'lock',
      initial: 'playing',
      on: { back: 'predict', next: { guard: 'isSeen', target: 'observe' } },
      states: {
        playing: { on: { 'run.paused': 'paused', 'run.ended': { target: 'over', actions: 'see' } } },
        paused: { on: { 'run.on': 'playing', 'run.again': 'playing' } },
        over: { id: 'over', on: { 'run.again': 'playing' } },
      },
    },
    observe: {
      description: 'The learner says what happened, before anybody explains it.',
      tags: 'clock',
      on: {
        mark: { guard: 'isMarkHere', actions: 'mark' },
        next: [
          { guard: 'isMarkedAndLast', target: 'explain' },
          { guard: 'isMarked', target: 'predict', actions: 'nextRound' },
        ],
        back: '#over',
      },
    },
    explain: {
      description: 'The learner’s own run beside one with a single difference, on the same seed.',
      tags: 'clock',
      on: { next: TO_PROVE, back: 'observe' },
    },
    prove: {
      description: 'The learner makes a plan that holds: the checks read its runs, on seeds that nobody has seen, too.',
      tags: 'clock',
      initial: 'planning',
      on: {
        plan: { guard: 'isOffered', target: '.planning', actions: 'planProof' },
        hint: { guard: 'hasMoreHints', actions: 'hint' },
        // Gates are advice: what was not proved is to be seen in the record.
        next: 'open',
        back: 'explain',
      },
      states: {
        planning: { on: { prove: { target: 'checking', actions: 'countProof' } } },
        checking: { on: { proved: JUDGED } },
        // Who comes back out of a link is judged anew, and does not count it as another try.
        failed: { on: { prove: { target: 'checking', actions: 'countProof' }, proved: JUDGED } },
        passed: { on: { prove: { target: 'checking', actions: 'countProof' }, proved: JUDGED } },
      },
    },
    open: { description: 'Everything is unlocked.', tags: 'clock', on: { back: TO_PROVE } },
  },
});
