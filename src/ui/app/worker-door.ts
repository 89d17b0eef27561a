import comparerUrl from '../compare/worker.ts?worker&url';
import workerUrl from './worker.ts?worker&url';

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): unknown };
}

/** Under Trusted Types a worker needs a policy; ours lets through two addresses, those of our own workers. */
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('sim-worker', {
  createScriptURL(url) {
    if (url !== workerUrl && url !== comparerUrl) throw new TypeError('Only the simulation may run in a worker.');
    return url;
  },
});

const start = (url: string): Worker => new Worker((policy?.createScriptURL(url) ?? url) as string, { type: 'module' });

/** Plays one run and hands over its trace. */
export const startWorker = (): Worker => start(workerUrl);
/** Plays many runs and hands over their numbers. */
export const startComparer = (): Worker => start(comparerUrl);
