import { answer } from './work/answer.ts';
import type { FromWorker, ToWorker } from './work/protocol.ts';

const send = (message: FromWorker): void => self.postMessage(message);

// Traces are copied, not handed over: the next check may read the same run again.
self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  const { id } = data;
  try {
    send({ id, type: 'answer', answer: answer(data, (runs) => send({ id, type: 'progress', runs })) });
  } catch (error) {
    send({ id, type: 'failure', message: error instanceof Error ? error.message : String(error) });
  }
};
