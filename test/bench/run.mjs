// Bundles the bench as production code is bundled, then runs it: `node test/bench/run.mjs [suite id]…`
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../', import.meta.url));
const outDir = `${root}node_modules/.cache/bench`;
await build({
  root,
  configFile: false,
  logLevel: 'error',
  // simjs is no module of any kind; its own loader must see it as it is.
  ssr: { noExternal: true, external: ['simjs'] },
  build: {
    ssr: 'test/bench/main.ts',
    outDir,
    emptyOutDir: true,
    target: 'node20',
    rolldownOptions: { output: { entryFileNames: 'main.mjs' } },
  },
});
await import(pathToFileURL(`${outDir}/main.mjs`).href);
