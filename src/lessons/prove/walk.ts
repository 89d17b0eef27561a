import type { Json } from '../../sim/index.ts';
import type { Lesson } from '../lesson.ts';
import { keep, keptFrom, lessonActor, type LessonActor } from '../machine/keep.ts';
import type { LessonEvent } from '../machine/machine.ts';
import type { LearnerRecord } from '../record.ts';

/**
 * Takes a learner who does what the record says from the hook to the end and back to the hook, and at each step out of a link. Says where
 * that comes to a halt, or null.
 */
export function walk(lesson: Lesson, record: LearnerRecord): string | null {
  let actor = started(lessonActor(lesson));
  const at = (): string => keep(lesson, actor.getSnapshot()).at;
  const told = (event: LessonEvent): boolean => {
    if (!actor.getSnapshot().can(event)) return false;
    actor.send(event);
    actor = outOfLink(lesson, actor);
    return true;
  };
  const { rounds, guesses, marks } = lesson.spec;
  const events: LessonEvent[] = [
    { type: 'next' },
    { type: 'plan', plan: record.attempt },
    { type: 'next' },
    ...rounds.flatMap(([round]): LessonEvent[] => [
      ...guesses
        .filter(([, guess]) => guess.round === round)
        .map(([id]): LessonEvent => {
          const guess = record.guesses[id];
          return guess === undefined || guess.kind === 'skipped' ? { type: 'skip', id } : { type: 'guess', id, guess };
        }),
      { type: 'next' },
      { type: 'run.paused' },
      { type: 'run.on' },
      { type: 'run.ended' },
      { type: 'next' },
      ...marks
        .filter(([, mark]) => mark.round === round)
        .map(([id]): LessonEvent => ({ type: 'mark', id, at: record.marks[id]?.at(-1) ?? 0 })),
      { type: 'next' },
    ]),
    { type: 'next' },
    { type: 'plan', plan: record.plan },
    { type: 'prove' },
  ];
  for (const event of events) if (!told(event)) return `It stops at ${at()}: ${event.type} is not taken.`;
  actor.send({ type: 'proved', failing: null });
  if (!told({ type: 'next' }) || at() !== 'open') return `It ends at ${at()}.`;
  for (let steps = 0; at() !== 'hook'; steps++)
    if (steps > 20 || !told({ type: 'back' })) return `There is no way back from ${at()}.`;
  return null;
}

/** The same learner, gone on from a link. */
function outOfLink(lesson: Lesson, actor: LessonActor): LessonActor {
  const json = JSON.stringify(keep(lesson, actor.getSnapshot()));
  actor.stop();
  return started(lessonActor(lesson, keptFrom(lesson, JSON.parse(json) as Json)));
}

function started(actor: LessonActor): LessonActor {
  actor.start();
  return actor;
}
