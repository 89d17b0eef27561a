import { answer } from '../../../src/ui/lessons/work/answer.ts';
import type { FromWorker, ToWorker } from '../../../src/ui/lessons/work/protocol.ts';

/** A worker's desk without a worker: answers at the next turn, in order, until it is ended. */
export class Desk {
  /** What every desk has been asked, in order. */
  readonly asked: string[] = [];
  /** Desks that were started, those that were ended too. */
  started = 0;
  /** What the next question comes to instead of an answer. */
  failing: string | null = null;

  start = (): Worker => {
    this.started += 1;
    let isEnded = false;
    const worker = {
      onmessage: null as ((event: { data: FromWorker }) => void) | null,
      onerror: null as ((event: { message: string }) => void) | null,
      postMessage: (message: ToWorker): void => {
        const data = structuredClone(message);
        this.asked.push(data.kind);
        setTimeout(() => {
          if (isEnded) return;
          const say = (said: FromWorker): void => worker.onmessage?.({ data: structuredClone(said) });
          if (this.failing !== null) return say({ id: data.id, type: 'failure', message: this.failing });
          say({ id: data.id, type: 'answer', answer: answer(data, (runs) => say({ id: data.id, type: 'progress', runs })) });
        }, 0);
      },
      terminate: () => void (isEnded = true),
    };
    return worker as unknown as Worker;
  };
}
