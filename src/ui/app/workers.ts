import comparerUrl from '../compare/worker.ts?worker&url';
import { workerDoor } from '../player/worker-door.ts';
import playerUrl from '../player/worker.ts?worker&url';

const start = workerDoor([playerUrl, comparerUrl]);

/** Plays one run and hands over its trace. */
export const startPlayer = (): Worker => start(playerUrl);
/** Plays many runs and hands over their numbers. */
export const startComparer = (): Worker => start(comparerUrl);
