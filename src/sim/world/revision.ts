import type { Distribution, Micros } from '../kernel/index.ts';

export interface Revision {
  id: string;
  /** Service time of one request on a warm replica. */
  latency: Distribution;
  /** Share of requests that this code answers with an error, 0…1. */
  errorRate: number;
  boot: Distribution | null;
  /** A fresh replica serves `factor` times slower, falling in a straight line to 1 over `for`. Null = warm from the first request. */
  coldStart: { factor: number; for: Micros } | null;
  /** The process slows down in a straight line to `slowdown` times and dies (out of memory) `after` its start. Null = no leak. */
  leak: { after: Distribution; slowdown: number } | null;
}
