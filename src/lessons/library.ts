import stopEverything from './content/01-stop-everything/lesson.md?lesson';
import zeroDowntime from './content/04-zero-downtime/lesson.md?lesson';
import type { Lesson } from './lesson.ts';

/** The lessons that come with Cutover, in the order of the course. */
export const LESSONS: readonly Lesson[] = [stopEverything, zeroDowntime];
