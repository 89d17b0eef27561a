import type { Distribution, Micros } from '../../kernel/index.ts';

export interface Traffic {
  model: 'requests';
  /** Mean requests per second before spikes and curve. */
  rate: number;
  arrivals: 'poisson' | 'constant';
  /** Sinusoidal day: the rate swings by ± `amplitude` (share of the rate) over `period`; `peak` is when it is highest. Null = flat. */
  curve: { amplitude: number; period: Micros; peak: Micros } | null;
  /** Distinct users; each request is made by one of them. */
  users: number;
  /** How much later than it happens a router learns that a replica became ready or is going away; drawn per change. */
  endpointLag: Distribution;
  balance: 'roundRobin' | 'random' | 'leastOutstanding' | 'twoChoices';
  /** The client gives up this long after sending one attempt. */
  timeout: Micros;
  /** Further attempts after a failed one; the client waits `backoff`, doubling each time. */
  retries: { attempts: number; backoff: Micros };
}
