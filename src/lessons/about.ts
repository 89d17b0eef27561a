import type { Lesson } from './lesson.ts';
import { minutesOf } from './prove/pace.ts';

/** What a list of lessons says of one. */
export interface About {
  id: string;
  title: string;
  about: string;
  /** About how long it takes, in whole minutes. */
  minutes: number;
}

export const aboutOf = (lesson: Lesson): About => ({
  id: lesson.id,
  title: lesson.spec.title,
  about: lesson.spec.about,
  minutes: Math.round(minutesOf(lesson)),
});
