import type { Distribution, Micros } from '../kernel/index.ts';
import { distribution, duration, number, object, orNone, percent, type Schema } from '../schema/index.ts';

export interface Revision {
  id: string;
  /** Service time of one request on a warm replica. */
  latency: Distribution;
  /** Share of requests that this code answers with an error, 0…1. */
  errorRate: number;
  boot: Distribution | null;
  /** A fresh replica serves `factor` times slower, falling in a straight line to 1 over `for` from when it listens. Null = warm from the first request. */
  coldStart: { factor: number; for: Micros } | null;
  /** The process slows down in a straight line to `slowdown` times and dies (out of memory) `after` its start. Null = no leak. */
  leak: { after: Distribution; slowdown: number } | null;
}

/** A revision without its id, which is its name in the scenario. */
export const revisionSchema: Schema<Omit<Revision, 'id'>> = object(
  {
    latency: distribution({
      default: { median: '40ms', p99: '200ms' },
      max: '10m',
      label: 'Latency',
      help: 'Time that a warm server works on one request.',
    }),
    errorRate: percent({ default: '0%', label: 'Error rate', help: 'Share of requests that this code answers with an error.' }),
    boot: orNone(
      distribution({
        max: '1h',
        label: 'Boot',
        help: 'Time from container start to listening, when it differs from the fleet’s.',
      }),
    ),
    coldStart: orNone(
      object(
        {
          factor: number({
            default: 4,
            min: 1,
            max: 100,
            step: 0.5,
            label: 'Slower by',
            help: 'How many times slower a fresh server is at first.',
          }),
          for: duration({
            default: '30s',
            min: '1ms',
            max: '1h',
            label: 'Warm after',
            help: 'Time from listening until a fresh server is fully warm.',
          }),
        },
        { label: 'Cold start', help: 'Fresh servers are slow until their caches and compilers are warm.' },
      ),
    ),
    leak: orNone(
      object(
        {
          after: distribution({
            default: '5m',
            min: '1s',
            label: 'Dies after',
            help: 'Time from start until the process runs out of memory.',
          }),
          slowdown: number({
            default: 2,
            min: 1,
            max: 100,
            step: 0.5,
            label: 'Slows down by',
            help: 'How many times slower it is just before it dies.',
          }),
        },
        { label: 'Leak', help: 'The process grows slower and dies; then it is restarted.' },
      ),
    ),
  },
  { default: {}, label: 'Revision', help: 'One version of the code.' },
);
