import { play } from '../../../sim/play.ts';
import type { FromPlayer, ToPlayer } from '../../player/play-protocol.ts';
import type { Strip } from './strip.ts';
import { buffersOf, stripOf } from './strip-of.ts';

const send = (message: FromPlayer<Strip>, transfer: Transferable[] = []): void => self.postMessage(message, { transfer });

/** Plays one run and hands over what the front page shows of it: neither the run itself nor the work on it comes near the page. */
self.onmessage = async ({ data: { scenario, seed } }: MessageEvent<ToPlayer>) => {
  try {
    const trace = stripOf(await play(scenario, { seed }));
    send({ type: 'trace', trace }, buffersOf(trace));
  } catch (error) {
    send({ type: 'failure', message: error instanceof Error ? error.message : String(error) });
  }
};
