import { workerDoor } from '../player/worker-door.ts';
import workerUrl from './worker.ts?worker&url';

const start = workerDoor([workerUrl]);

/** Plays and judges a lesson's runs. */
export const startWorker = (): Worker => start(workerUrl);
