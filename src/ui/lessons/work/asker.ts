import type { Lesson } from '../../../lessons/index.ts';
import type { FromWorker, Kind, ToWorker, Work } from './protocol.ts';

interface Pending {
  /** The question, to be asked again should the worker be replaced. */
  message: ToWorker;
  onRuns: ((runs: number) => void) | undefined;
  resolve(answer: never): void;
  reject(error: Error): void;
}

/** Asks a worker of its own about one lesson, and starts it with the first question. Answers come as they are ready. */
export class Asker {
  #lesson: Lesson;
  #start: () => Worker;
  #worker: Worker | null = null;
  #pending = new Map<number, Pending>();
  #last = 0;

  constructor(lesson: Lesson, start: () => Worker) {
    this.#lesson = lesson;
    this.#start = start;
  }

  /** Rejects with an Error whose message is a sentence for the reader. */
  ask<K extends Kind>(kind: K, asked: Work[K]['asked'], onRuns?: (runs: number) => void): Promise<Work[K]['answer']> {
    const id = ++this.#last,
      message = { id, kind, lesson: this.#lesson, asked } as ToWorker;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { message, onRuns, resolve, reject });
      try {
        this.#working().postMessage(message);
      } catch (error) {
        this.#pending.delete(id);
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  /** Gives up what takes long, a judgement that nobody waits for any more, and goes on with the other questions. */
  giveUp(kind: Kind): void {
    const given = [...this.#pending].filter(([, { message }]) => message.kind === kind);
    if (given.length === 0) return;
    for (const [id] of given) this.#pending.delete(id);
    this.#end();
    for (const { message } of this.#pending.values()) this.#working().postMessage(message);
  }

  /** Ends the worker; questions under way are never answered. */
  close(): void {
    this.#pending.clear();
    this.#end();
  }

  #end(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }

  #working(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = this.#start();
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#hear(data);
    worker.onerror = (event) => {
      const pending = [...this.#pending.values()];
      this.close();
      for (const { reject } of pending) reject(new Error(event.message || 'The background run could not start.'));
    };
    return (this.#worker = worker);
  }

  #hear(data: FromWorker): void {
    const pending = this.#pending.get(data.id);
    if (pending === undefined) return;
    if (data.type === 'progress') return pending.onRuns?.(data.runs);
    this.#pending.delete(data.id);
    if (data.type === 'answer') pending.resolve(data.answer as never);
    else pending.reject(new Error(data.message));
  }
}
