import type { Command } from 'commander';
import { RANDOM_LOGS } from '../lessons/index.ts';
import { LESSON_HELP } from './help.ts';
import type { Io } from './io.ts';
import { checkLessons, type LessonSettings } from './lesson.ts';
import { runs } from './options.ts';

/** Adds `cutover lesson check`. @param ended is called with the exit code */
export function addLesson(program: Command, io: Io, ended: (code: number) => void): void {
  program
    .command('lesson')
    .description('what authors of lessons need')
    .command('check')
    .description('prove that lessons can be won, but not by doing nothing, by chance, or in the way that most people try first')
    .argument(
      '[folder...]',
      'folders with lesson.md, lesson.yaml and scenario.yaml; the lessons that come with Cutover when left out',
    )
    .option('--logs <n>', 'careless learners that are played', runs, RANDOM_LOGS)
    .addHelpText('after', LESSON_HELP)
    .action((folders: string[], settings: LessonSettings) => ended(checkLessons(folders, settings, io)));
}
