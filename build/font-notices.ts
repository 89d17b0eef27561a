import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** The packages that bring the fonts of each kind of page. They come in through style sheets, where a build looks for no licence. */
export const FONTS = { pages: ['@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono'], embed: ['@fontsource-variable/inter'] } as const;

/** Their copyright notices, in the form of a build's own list of licences. */
export async function fontNotices(root: string, packages: readonly string[]): Promise<string> {
  const notices = packages.map(async (name) => {
    const folder = join(root, 'node_modules', name);
    const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string; license: string };
    return `\n## ${name} - ${version} (${license})\n\n${(await readFile(join(folder, 'LICENSE'), 'utf8')).trim()}\n`;
  });
  return (await Promise.all(notices)).join('');
}

/** Adds them to the list that ships with the pages. */
export function fontNoticesOfPages(fileName: string): Plugin {
  let root = '.';
  return {
    name: 'cutover:font-notices',
    apply: 'build',
    configResolved(config) { root = config.root; },
    async writeBundle({ dir }) {
      await appendFile(join(dir!, fileName), await fontNotices(root, FONTS.pages));
    },
  };
}
