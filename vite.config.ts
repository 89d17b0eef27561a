import { chmod } from 'node:fs/promises';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { apart } from './build/apart.ts';
import { decks } from './build/deck/plugin.ts';
import { worker } from './build/chunks.ts';
import { embedHost } from './build/embed-host.ts';
import { fontNoticesOfPages } from './build/font-notices.ts';
import { headersOfPages, PAGES, policyInPage } from './build/pages.ts';
import { singleFile } from './build/single-file.ts';
import { scenarios } from './build/scenarios.ts';
import { lessons } from './src/lessons/author/plugin.ts';

/** Says where the app is, in one line, when `npm start` has it ready. */
const oneLineAddress: Plugin = {
  name: 'cutover:one-line-address',
  configurePreviewServer(server) {
    server.printUrls = () =>
      server.config.logger.info(`Cutover is running at ${server.resolvedUrls?.local[0]} (stop it with Ctrl+C)`);
  },
};

const executable: Plugin = {
  name: 'cutover:executable',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk' && !chunk.code.startsWith('#!')) chunk.code = `#!/usr/bin/env node\n${chunk.code}`;
    }
  },
  writeBundle: ({ dir }) => chmod(`${dir}/cutover.js`, 0o755),
};

/** What others wrote and we ship, with their terms. */
const LICENSES = 'licenses.md';

/** Pages, made to be served from any static host under any path. */
const pages = (input: string[], more: Plugin[] = []): UserConfig => ({
  base: './',
  appType: 'mpa',
  plugins: [svelte(), lessons(), decks(), scenarios(), policyInPage, ...more],
  // Nothing is inlined: the policy lets neither fonts nor scripts come from `data:`.
  build: {
    outDir: 'dist/app',
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: { fileName: LICENSES },
    rolldownOptions: { input },
  },
  worker,
});

const TOGETHER = PAGES.filter(({ isSingleFile, isApart }) => !isSingleFile && !isApart).map(({ file }) => file);

const app: UserConfig = {
  ...pages(TOGETHER, [singleFile(), embedHost(), fontNoticesOfPages(LICENSES), apart((file) => pages([file])), headersOfPages, oneLineAddress]),
  server: { host: '127.0.0.1', port: 5173 },
  preview: { host: '127.0.0.1', port: 4173 },
};

/** Packages that start threads or connections from files of their own; they are read only by who asks for them. */
const OUTSIDE = ['piscina', 'bullmq', 'ioredis'];

/** The terminal program: one file with all the rest in it, because a cold start pays for every file that is read. */
const cli: UserConfig = {
  publicDir: false,
  plugins: [lessons(), executable],
  ssr: { noExternal: true, external: OUTSIDE, target: 'node' },
  build: {
    outDir: 'dist/cli',
    target: 'node20',
    minify: true,
    ssr: 'src/cli/bin.ts',
    rolldownOptions: { output: { entryFileNames: 'cutover.js', codeSplitting: false } },
  },
};

/** The one door for other people's programs; their own package manager brings the dependencies. */
const lib: UserConfig = {
  publicDir: false,
  build: {
    outDir: 'dist/lib',
    target: 'es2023',
    minify: false,
    lib: { entry: 'src/sim/index.ts', formats: ['es'], fileName: () => 'index.js' },
    rolldownOptions: { external: /^[^./\0]/ },
  },
};

/** `--mode cli` and `--mode lib` build the other two; any other mode is the app. */
export default defineConfig(({ mode }) => (mode === 'cli' ? cli : mode === 'lib' ? lib : app));
