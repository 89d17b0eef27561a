import type { About, Lesson } from '../../lessons/index.ts';
import stopEverything from '../../lessons/content/01-stop-everything/lesson.md?about';
import zeroDowntime from '../../lessons/content/04-zero-downtime/lesson.md?about';

/** A lesson as the list shows it; the lesson itself is fetched when it is opened. */
export interface OnShelf extends About {
  load(): Promise<Lesson>;
}

/** The lessons that come with Cutover, in the order of the course. */
export const SHELF: readonly OnShelf[] = [
  { ...stopEverything, load: async () => (await import('../../lessons/content/01-stop-everything/lesson.md?lesson')).default },
  { ...zeroDowntime, load: async () => (await import('../../lessons/content/04-zero-downtime/lesson.md?lesson')).default },
];
