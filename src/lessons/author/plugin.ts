import { dirname, join, relative } from 'node:path';
import { readFolder } from './folder.ts';
import { FILES } from './read.ts';

const SUFFIX = '?lesson';

/** What this needs of a bundler's plugin, so that it knows none. */
interface LessonPlugin {
  name: string;
  load(this: { addWatchFile(file: string): void }, id: string): { code: string; moduleSideEffects: false } | null;
}

/** Turns `import lesson from './content/…/lesson.md?lesson'` into the lesson of that folder, as data: parsed now, and never again. */
export const lessons = (): LessonPlugin => ({
  name: 'cutover:lessons',
  load(id) {
    if (!id.endsWith(`/${FILES.prose}${SUFFIX}`)) return null;
    const folder = dirname(id);
    for (const file of Object.values(FILES)) this.addWatchFile(join(folder, file));
    const lesson = readFolder(folder, relative(process.cwd(), folder).replaceAll('\\', '/'));
    return { code: `export default ${JSON.stringify(lesson)};`, moduleSideEffects: false };
  },
});
