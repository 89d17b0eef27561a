import { judgeOne } from '../checks/judge.ts';
import type { Lesson } from '../lesson.ts';
import type { Block } from '../prose.ts';
import type { LearnerRecord } from '../record.ts';
import type { Play } from './played.ts';

/** What is told to this learner: of the blocks that depend on the attempt, those that fit it, without their wrapping. */
export function toldTo(blocks: readonly Block[], lesson: Lesson, record: LearnerRecord, play: Play): Block[] {
  return blocks.flatMap((block): Block[] => {
    if (block.kind !== 'kept' && block.kind !== 'broken') return [block];
    const isKept = judgeOne(lesson, { ...record, plan: record.attempt }, block.id, play) === null;
    return isKept === (block.kind === 'kept') ? toldTo(block.blocks, lesson, record, play) : [];
  });
}
