import type { FromEngine, ToEngine } from '../engine/words.ts';

/** A run that takes longer than this on the wall is ended. */
const DEADLINE_MS = 30_000;

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): unknown };
}

/** The worker that plays, as the page sees it: questions in, answers out. After a problem it is gone. */
export interface Engine { ask(question: ToEngine): void }

/**
 * Starts it. Its source stands in the page as text: in a sandbox, and in a page opened from disk, a worker can only come from a blob. The
 * policy lets through that blob and nothing else.
 */
export function startEngine(onanswer: (answer: FromEngine) => void): Engine {
  const source = document.getElementById('engine')!.textContent!;
  const own = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('sim-worker', {
    createScriptURL(url) {
      if (url !== own) throw new TypeError('Only the simulation may run in a worker.');
      return url;
    },
  });
  const worker = new Worker((policy?.createScriptURL(own) ?? own) as string);
  const hear = (answer: FromEngine): void => {
    clearTimeout(timer);
    URL.revokeObjectURL(own);
    if (answer.type === 'problem') worker.terminate();
    onanswer(answer);
  };
  const timer = setTimeout(() => {
    hear({ type: 'problem', message: `This run was stopped after ${DEADLINE_MS / 1000} seconds. Ask for fewer requests a second or a shorter horizon.` });
  }, DEADLINE_MS);
  worker.onmessage = ({ data }: MessageEvent<FromEngine>) => hear(data);
  worker.onerror = (event) => {
    event.preventDefault();
    hear({ type: 'problem', message: `The simulation could not start: ${event.message || 'this browser lets no worker run here'}.` });
  };
  return { ask: (question) => worker.postMessage(question) };
}
