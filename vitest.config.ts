import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { scenarios } from './build/scenarios.ts';
import { lessons } from './src/lessons/author/plugin.ts';

/** Everything that needs only Node comes first; real pages in a real browser follow, one file at a time. */
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [svelte(), lessons(), scenarios()],
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**'],
          testTimeout: 30_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: 'test/e2e/setup.ts',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
