import type { Source, Trace } from '../../sim/index.ts';
import type { Comparing, Study } from '../compare/index.ts';
import { startComparer } from './workers.ts';

/** The page itself keeps one of the machine's cores where there are more than two: it only looks at the runs now and then. */
const WORKERS = Math.max(2, (navigator.hardwareConcurrency || 2) - 1);

export interface Comparison {
  Comparing: typeof Comparing;
  /** The one study of the page; it stays as it was when one leaves it. */
  study: Study;
}

let arriving: Promise<Comparison> | null = null;

/** The comparison, which comes when it is first asked for, so that the page itself comes sooner. What could not be loaded is tried again. */
export const comparison = (): Promise<Comparison> =>
  (arriving ??= import('../compare/index.ts').then(
    ({ Comparing, Study }) => ({ Comparing, study: new Study(startComparer, WORKERS) }),
    (error: unknown) => {
      arriving = null;
      throw error;
    },
  ));

/** Runs with more requests than this are not played before somebody asks for them. */
const REQUESTS_MOST = 50_000;
/** The page comes first: its fonts, its picture, its first frames. */
const PATIENCE_MS = 1_000;
let isPrepared = false;

/**
 * Loads the comparison once the page has nothing else to do, and plays one run of each row of this world, in the background: then its table
 * has numbers as soon as it is opened, and the workers know the way. Does so once; a second call does nothing.
 */
export function prepareComparison(source: Source, { header, requests }: Trace): void {
  if (isPrepared || requests.count > REQUESTS_MOST) return;
  isPrepared = true;
  const prepare = async (): Promise<void> => {
    if (document.hidden) return;
    const { study } = await comparison();
    if (study.title !== '') return;
    study.take(source, header.title, header.seed);
    study.runs.ask({ arms: study.arms, root: study.root, replications: 1 });
  };
  // What cannot be loaded now is said when it is asked for.
  const begin = (): void => void prepare().catch(() => undefined);
  setTimeout(() => ('requestIdleCallback' in window ? window.requestIdleCallback(begin) : begin()), PATIENCE_MS);
}
