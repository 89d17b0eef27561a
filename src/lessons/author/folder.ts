import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aboutOf, type About } from '../about.ts';
import type { Lesson } from '../lesson.ts';
import { FILES, type Texts } from './files.ts';
import { readLesson } from './read.ts';

/** The lesson in a folder. Throws ScenarioError for what is wrong in its files, and whatever the file system throws. */
export function readFolder(folder: string, name = folder.replaceAll('\\', '/').replace(/\/+$/, '')): Lesson {
  const texts = Object.fromEntries(Object.entries(FILES).map(([key, file]) => [key, readFileSync(join(folder, file), 'utf8')]));
  return readLesson(texts as Texts, name);
}

/** What a list says of the lesson in a folder. */
export const aboutFolder = (folder: string, name?: string): About => aboutOf(readFolder(folder, name));
