import type { Line } from './line.ts';

/** Without an answer for so long, one asks whether anyone is at work. */
const PATIENCE_MS = 3_000;

/** Tells when nothing comes because nobody is at work, once in each drought. */
export function droughtWatch({ queue, shown }: Line, tell: (sentence: string) => void): (isRain: boolean) => Promise<void> {
  let since = performance.now(),
    isAsked = false;
  return async (isRain) => {
    if (isRain) {
      since = performance.now();
      isAsked = false;
    } else if (!isAsked && performance.now() - since > PATIENCE_MS) {
      isAsked = true;
      if ((await queue.getWorkersCount()) > 0) return;
      tell(
        `No worker of this version of Cutover is at ${shown}. Start one on any machine that reaches it: cutover worker --queue ${shown}`,
      );
    }
  };
}
