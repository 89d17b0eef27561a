import { workerDoor } from '../../player/worker-door.ts';
import racerUrl from './worker.ts?worker&url';

const start = workerDoor([racerUrl]);

/** Plays one run and hands over what the page shows of it. */
export const startRacer = (): Worker => start(racerUrl);
