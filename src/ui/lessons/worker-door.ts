import workerUrl from './worker.ts?worker&url';

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): unknown };
}

/** Under Trusted Types a worker needs a policy; ours lets through one address, that of our own worker. */
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('sim-worker', {
  createScriptURL(url) {
    if (url !== workerUrl) throw new TypeError('Only the simulation may run in a worker.');
    return url;
  },
});

/** Plays and judges a lesson's runs. */
export const startWorker = (): Worker => new Worker((policy?.createScriptURL(workerUrl) ?? workerUrl) as string, { type: 'module' });
