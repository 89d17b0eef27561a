import { keptFrom, type Kept } from '../../lessons/index.ts';
import { keptIn } from './address.ts';
import { Keeper } from './keeper.ts';
import LessonPage from './LessonPage.svelte';
import { BEAT_NAMES, progressOf, rememberProgress } from './progress.ts';
import { LessonSession } from './session.svelte.ts';
import type { OnShelf } from './shelf.ts';
import { startWorker } from './worker-door.ts';

export interface Opened {
  Page: typeof LessonPage;
  session: LessonSession;
  /** Ends everything that the lesson has under way. */
  close(): void;
}

/**
 * Opens the lesson that an address is about: one in progress (`#l=1.…`), or from the beginning (`#01-stop-everything`). Null when it is
 * about none. Throws LinkProblem with a sentence for the reader.
 */
export async function openLesson(hash: string, shelf: readonly OnShelf[]): Promise<Opened | null> {
  const linked = await keptIn(hash);
  const onShelf = shelf.find(({ id }) => id === (linked?.lesson ?? hash.slice(1)));
  if (onShelf === undefined) return null;
  const lesson = await onShelf.load();
  const keeper = new Keeper((address, kept) => {
    history.replaceState(null, '', address);
    rememberProgress(lesson.id, { hash: address, beat: BEAT_NAMES[kept.at.split('.')[0] as keyof typeof BEAT_NAMES], isProved: isProved(lesson.id, kept) });
  });
  const session = new LessonSession(lesson, {
    start: startWorker,
    onkeep: (kept) => keeper.keep(kept),
    ...(linked === null ? {} : { kept: keptFrom(lesson, linked.value) }),
  });
  return { Page: LessonPage, session, close: () => { keeper.close(); session.close(); } };
}

/** Proved once is proved, whatever is tried afterwards. */
const isProved = (lesson: string, { at }: Kept): boolean => at === 'prove.passed' || progressOf(lesson)?.isProved === true;
