import type { Beat } from '../../lessons/index.ts';
import { remember, remembered } from '../page/storage.ts';

/** The beats as the page calls them. */
export const BEAT_NAMES: Readonly<Record<Beat, string>> = {
  hook: 'Scene', attempt: 'Plan', predict: 'Guess', run: 'Run', observe: 'Observe', explain: 'Explain', prove: 'Prove', open: 'Open',
};

/** How far somebody has come in a lesson on this machine. */
export interface Progress {
  /** The address that goes on from there. */
  hash: string;
  beat: string;
  /** The plan has passed every check at some time. */
  isProved: boolean;
}

export function rememberProgress(lesson: string, progress: Progress): void {
  remember(`lesson.${lesson}`, JSON.stringify(progress));
}

/** Null when the lesson was never begun here, or what is stored is not what we would store. */
export function progressOf(lesson: string): Progress | null {
  try {
    const value = JSON.parse(remembered(`lesson.${lesson}`) ?? 'null') as Partial<Progress> | null;
    if (typeof value?.hash !== 'string' || !value.hash.startsWith('#l=')) return null;
    if (typeof value.beat !== 'string' || !Object.values(BEAT_NAMES).includes(value.beat)) return null;
    return { hash: value.hash, beat: value.beat, isProved: value.isProved === true };
  } catch {
    return null;
  }
}
