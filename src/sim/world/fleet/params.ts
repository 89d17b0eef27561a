import type { Distribution, Micros } from '../../kernel/index.ts';
import { autoscalerSchema, type Autoscaler } from '../autoscaler/params.ts';
import { choice, distribution, duration, integer, number, object, orNone, type Json, type Schema } from '../../schema/index.ts';

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
  /** From the last request's end to the end of the process: hooks, buffers, connections to close. */
  stop: Distribution;
  /** Most replicas that may exist at once, terminating ones included (a quota); null = no limit. */
  quota: number | null;
  nodes: number;
  /** Most replicas a node can hold; null = no limit. */
  perNode: number | null;
  /** What changes the number of replicas with the load; null = nobody but people. */
  autoscaler: Autoscaler | null;
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

/** Servers in one fleet, at most. */
export const REPLICAS_MAX = 500;

/** A probe; `success` is fixed at 1 where Kubernetes allows nothing else. */
function probe(label: string, help: string, period: string, successMax: number, whole?: Json): Schema<Probe> {
  return object(
    {
      initialDelay: duration({
        default: '0s',
        max: '1h',
        label: 'Initial delay',
        help: 'Time from container start to the first check.',
      }),
      period: duration({ default: period, min: '1s', max: '1h', label: 'Period', help: 'Time between two checks.' }),
      timeout: duration({
        default: '1s',
        min: '1s',
        max: '5m',
        label: 'Timeout',
        help: 'A check that takes longer than this has failed.',
      }),
      success: integer({
        default: 1,
        min: 1,
        max: successMax,
        label: 'Successes needed',
        help: 'Good checks in a row before the verdict turns good.',
      }),
      failure: integer({
        default: 3,
        min: 1,
        max: 1000,
        label: 'Failures allowed',
        help: 'Bad checks in a row before the verdict turns bad.',
      }),
    },
    { ...(whole === undefined ? {} : { default: whole }), label, help },
  );
}

export const fleetSchema: Schema<Fleet> = object(
  {
    replicas: integer({
      default: 4,
      min: 1,
      max: REPLICAS_MAX,
      label: 'Servers',
      help: 'How many servers the service should have.',
    }),
    concurrency: integer({
      default: 8,
      min: 1,
      max: 1000,
      label: 'Slots per server',
      help: 'Requests that one server works on at a time.',
    }),
    queue: integer({
      default: 16,
      max: 10_000,
      label: 'Queue per server',
      help: 'Requests that may wait when all slots are busy; more are turned away.',
    }),
    schedule: distribution({ default: '200ms', max: '1h', label: 'Scheduling', help: 'Time to find a node for a new server.' }),
    pull: distribution({
      default: { median: '2s', p99: '6s' },
      max: '1h',
      label: 'Image pull',
      help: 'Time to fetch the image of a new server.',
    }),
    boot: distribution({
      default: { median: '6s', p99: '12s' },
      max: '1h',
      label: 'Boot',
      help: 'Time from container start to listening on the port.',
    }),
    readiness: orNone(
      probe(
        'Readiness probe',
        'Keeps requests away from a server until it answers; without it, requests arrive while it boots.',
        '2s',
        100,
        {},
      ),
    ),
    liveness: orNone(probe('Liveness probe', 'Restarts a server that stops answering.', '10s', 1)),
    startup: orNone(probe('Startup probe', 'Holds back the other probes until the server has answered once.', '10s', 1)),
    grace: duration({
      default: '30s',
      max: '24h',
      label: 'Grace period',
      help: 'Time between asking a server to stop and killing it; the preStop hook counts against it.',
    }),
    preStop: duration({
      default: '0s',
      max: '24h',
      label: 'preStop sleep',
      help: 'Wait before TERM, so that routers forget the server while it still answers.',
    }),
    onTerm: choice({
      default: 'drain',
      options: { drain: 'stop listening, finish requests', exit: 'drop everything', serve: 'go on serving until idle' },
      label: 'On TERM',
      help: 'What the process does when it is asked to stop.',
    }),
    stop: distribution({
      default: '1s',
      max: '2h',
      label: 'Shutdown',
      help: 'Time that the process needs to end once its last request is done; the grace period bounds it.',
    }),
    quota: orNone(
      integer({
        min: 1,
        max: 2 * REPLICAS_MAX,
        label: 'Quota',
        help: 'Most servers that may exist at once, terminating ones included.',
      }),
    ),
    nodes: integer({ default: 3, min: 1, max: 100, label: 'Nodes', help: 'Machines that the servers are spread over.' }),
    perNode: orNone(
      integer({ min: 1, max: REPLICAS_MAX, label: 'Servers per node', help: 'Most servers that one node can hold.' }),
    ),
    autoscaler: orNone(autoscalerSchema(REPLICAS_MAX)),
    pricePerHour: number({
      default: 0.05,
      max: 10_000,
      step: 0.01,
      label: 'Price per server-hour',
      help: 'In any money; only the totals are shown.',
    }),
  },
  { default: {}, label: 'Fleet', help: 'The servers and how they start and stop.' },
);
