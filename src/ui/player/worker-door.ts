interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): unknown };
}

/**
 * Under Trusted Types a worker needs a policy, and a page may create ours, `sim-worker`, once: call this once per page, at the top of a
 * module.
 * @param urls the addresses of our own workers (`…/worker.ts?worker&url`); nothing else gets through
 * @returns starts the worker at one of these addresses
 */
export function workerDoor<Url extends string>(urls: readonly Url[]): (url: Url) => Worker {
  const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('sim-worker', {
    createScriptURL(url) {
      if (!urls.some((known) => known === url)) throw new TypeError('Only the simulation may run in a worker.');
      return url;
    },
  });
  return (url) => new Worker((policy?.createScriptURL(url) ?? url) as string, { type: 'module' });
}
