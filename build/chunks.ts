import type { UserConfig } from 'vite';

/** What strategies share is a file beside theirs: a page that plays many fetches it once, and none fetches a dozen crumbs. */
const SHARED = {
  judges: /\/src\/sim\/(schema\/nearest\.ts|analysis\/(judge\.ts|(judges|kayenta|sequential|condition)\/))/,
  'side-by-side': /\/src\/sim\/strategies\/side-by-side\//,
  strategies: /\/src\/sim\/(schema\/units\.ts|strategies\/(kubernetes|argo|rolling)\/)/,
};
const CONTROLLER = /\/strategies\/([\w-]+)\/controller\.ts$/;

/** How workers are cut into files: what every run needs, and a file for each strategy, fetched with the first run that uses it. */
export const worker: UserConfig['worker'] = {
  format: 'es',
  rolldownOptions: {
    output: {
      comments: { legal: false },
      chunkFileNames: ({ facadeModuleId }) => `assets/${CONTROLLER.exec(facadeModuleId ?? '')?.[1] ?? '[name]'}-[hash].js`,
      codeSplitting: {
        groups: Object.entries(SHARED).map(([name, test]) => ({
          name,
          test,
          minShareCount: 2,
          includeDependenciesRecursively: false,
        })),
      },
    },
  },
};
