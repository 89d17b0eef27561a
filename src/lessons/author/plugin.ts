import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport, type Plugin } from 'vite';
import type * as Folder from './folder.ts';
import { FILES } from './files.ts';

/** What can be had of a lesson: all of it, or what a list of lessons says. */
const PARTS = { '?lesson': 'readFolder', '?about': 'aboutFolder' } as const;
/** The reader brings the whole engine with it, so it is loaded when a lesson is first asked for: most builds and tests ask for none. */
const READER = fileURLToPath(new URL('./folder.ts', import.meta.url));

/**
 * Turns `import lesson from './content/…/lesson.md?lesson'` into the lesson of that folder, as data: parsed now, and never again.
 * `?about` gives what a list of lessons says of it.
 */
export function lessons(): Plugin {
  let reader: Promise<typeof Folder> | undefined;
  return {
    name: 'cutover:lessons',
    async load(id) {
      const part = Object.entries(PARTS).find(([suffix]) => id.endsWith(`/${FILES.prose}${suffix}`));
      if (part === undefined) return null;
      reader ??= runnerImport<typeof Folder>(READER).then(({ module }) => module);
      const folder = dirname(id),
        read = (await reader)[part[1]];
      for (const file of Object.values(FILES)) this.addWatchFile(join(folder, file));
      const data = read(folder, relative(process.cwd(), folder).replaceAll('\\', '/'));
      return { code: `export default ${JSON.stringify(data)};`, moduleSideEffects: false };
    },
  };
}
