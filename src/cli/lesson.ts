import { ScenarioError } from '../sim/index.ts';
import { readFolder } from '../lessons/author/folder.ts';
import { minutesOf, proveLesson, type Lesson } from '../lessons/index.ts';
import { LESSONS } from '../lessons/library.ts';
import { clean, cleanDeep } from './clean.ts';
import { EXIT, type Io } from './io.ts';
import { reasonOf } from './read.ts';
import { troubleLines } from './trouble.ts';

export interface LessonSettings {
  /** How many careless learners are played. */
  logs: number;
}

/**
 * Proves lessons, those that come with Cutover when no folder is named: what is proved and what is not goes to standard output, what is
 * wrong in the files to standard error.
 */
export function checkLessons(folders: readonly string[], { logs }: LessonSettings, io: Io): number {
  const lessons = folders.length === 0 ? LESSONS : folders.map((folder) => open(folder, io));
  let code: number = lessons.includes(null as never) ? EXIT.badInput : EXIT.fine;
  for (const lesson of lessons) {
    if (lesson === null) continue;
    io.progress?.(`${clean(lesson.id)} …`);
    const claims = proveLesson(lesson, { randomLogs: logs });
    io.progress?.('');
    const { title } = cleanDeep(lesson.spec);
    io.out(`${io.style('bold', title)}  (${clean(lesson.id)}, about ${Math.round(minutesOf(lesson))} minutes)\n`);
    for (const { claim, trouble } of claims) {
      io.out(
        trouble === null ? `  ${io.style('blue', '✓')} ${claim}\n` : `  ${io.style('red', '✕')} ${claim}: ${clean(trouble)}\n`,
      );
      if (trouble !== null && code === EXIT.fine) code = EXIT.gate;
    }
  }
  return code;
}

/** The lesson in a folder; null after telling what is wrong with it. */
function open(folder: string, io: Io): Lesson | null {
  try {
    return readFolder(folder);
  } catch (error) {
    const isFile = error instanceof Error && 'code' in error && 'path' in error;
    if (isFile) io.err(`${clean(String(error.path))}: ${reasonOf(error as NodeJS.ErrnoException)}\n`);
    else
      for (const issue of error instanceof ScenarioError ? error.issues : [])
        io.err(`${troubleLines(new ScenarioError([issue]), issue.file)[0]!}\n`);
    if (!isFile && !(error instanceof ScenarioError)) throw error;
    return null;
  }
}
