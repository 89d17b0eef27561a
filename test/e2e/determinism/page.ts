import { digestOf } from './digest.ts';

type Run = Parameters<typeof digestOf>[0];

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

const inWorker = (run: Run) =>
  new Promise<string>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<string>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(run);
  });

// What the test calls, by name, from outside the page.
Object.assign(globalThis, { onMainThread: digestOf, inWorker });
