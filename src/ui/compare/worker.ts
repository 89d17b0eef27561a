import { build, play } from '../../sim/index.ts';
import type { FromWorker, Job } from './protocol.ts';

const send = (message: FromWorker): void => self.postMessage(message);

self.onmessage = ({ data: { source, root, from, to } }: MessageEvent<Job>) => {
  try {
    const scenario = build(source);
    send({ type: 'rows', rows: Array.from({ length: to - from }, (_, index) => play(scenario, 0, from + index, root)) });
  } catch (error) {
    send({ type: 'failure', message: error instanceof Error ? error.message : String(error) });
  }
};
