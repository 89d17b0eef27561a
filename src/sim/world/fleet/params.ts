import type { Distribution, Micros } from '../../kernel/index.ts';

export interface Fleet {
  replicas: number;
  /** Requests that one replica works on at a time. */
  concurrency: number;
  /** Requests that may wait in one replica when all its slots are busy; more are turned away as `queueFull`. */
  queue: number;
  /** From creation to being bound to a node, when there is room. */
  schedule: Distribution;
  /** Image pull; drawn once per replica. */
  pull: Distribution;
  /** From container start to listening on the port; a revision's own `boot` wins. */
  boot: Distribution;
  readiness: Probe | null;
  liveness: Probe | null;
  startup: Probe | null;
  /** Between the deletion of a replica and KILL. */
  grace: Micros;
  /** Time spent in the preStop hook before TERM; counts against `grace`. */
  preStop: Micros;
  /** What the process does on TERM: `drain` stops listening and finishes its requests, `exit` drops them, `serve` goes on accepting until idle or killed. */
  onTerm: 'drain' | 'exit' | 'serve';
  /** Most replicas that may exist at once, terminating ones included (a quota); null = no limit. */
  quota: number | null;
  nodes: number;
  /** Most replicas a node can hold; null = no limit. */
  perNode: number | null;
  /** Price of one replica for one hour, in any money. */
  pricePerHour: number;
}

export interface Probe {
  initialDelay: Micros;
  period: Micros;
  timeout: Micros;
  success: number;
  failure: number;
}
