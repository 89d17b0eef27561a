import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport, type Plugin } from 'vite';
import type * as Ready from './ready-arms.ts';

/** What can be had of a scenario: what is played, or what a list of scenarios says. */
const PARTS = { '/scenario.yaml?arms': 'readyArms', '/scenario.yaml?about': 'aboutScenario' } as const;
/** The reader brings the whole engine with it, so it is loaded when arms are first asked for: most builds and tests ask for none. */
const READER = fileURLToPath(new URL('./ready-arms.ts', import.meta.url));

/**
 * Turns `import arms from '…/scenario.yaml?arms'` into the scenario under every strategy that exists, read and checked now: the page needs
 * no parser to play it. Only what is played comes along; what comes of it is computed where it is shown. `?about` gives its title,
 * description and strategy.
 */
export function scenarios(): Plugin {
  let reader: Promise<typeof Ready> | undefined;
  return {
    name: 'cutover:scenarios',
    async load(id) {
      const part = Object.entries(PARTS).find(([suffix]) => id.endsWith(suffix));
      if (part === undefined) return null;
      const file = id.replace(/\?.*$/, '');
      this.addWatchFile(file);
      reader ??= runnerImport<typeof Ready>(READER).then(({ module }) => module);
      const data = (await reader)[part[1]](file, relative(process.cwd(), file).replaceAll('\\', '/'));
      return { code: `export default ${JSON.stringify(data)};`, moduleSideEffects: false };
    },
  };
}
