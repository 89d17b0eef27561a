import { build, mergeConfig, type InlineConfig, type Plugin, type ResolvedConfig } from 'vite';
import { PAGES } from './pages.ts';

/**
 * Builds each page that is to load fast by itself, beside the others. Pages that are built together share files, and each then loads what
 * only the others use of them: a third more for the front door.
 * @param configOf how one page is built
 */
export function apart(configOf: (file: string) => InlineConfig): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'cutover:apart',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    async writeBundle() {
      const {
        root,
        logLevel,
        build: { outDir },
      } = config;
      // The other pages have brought what is public, and the licences of all packages.
      const beside: InlineConfig = {
        root,
        logLevel: logLevel ?? 'info',
        configFile: false,
        build: { outDir, emptyOutDir: false, copyPublicDir: false, license: false },
      };
      for (const { file, isApart } of PAGES) if (isApart) await build(mergeConfig(configOf(file), beside));
    },
  };
}
