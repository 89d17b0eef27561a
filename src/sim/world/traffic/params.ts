import type { Distribution, Micros } from '../../kernel/index.ts';
import { choice, dictionary, distribution, duration, integer, object, orNone, percent, rate, type Schema } from '../../schema/index.ts';

export interface Traffic {
  model: 'requests';
  /** Mean requests per second before spikes and curve. */
  rate: number;
  arrivals: 'poisson' | 'constant';
  /** Sinusoidal day: the rate swings by ± `amplitude` (share of the rate) over `period`; `peak` is when it is highest. Null = flat. */
  curve: { amplitude: number; period: Micros; peak: Micros } | null;
  /** Distinct users; each request is made by one of them. */
  users: number;
  /** Groups of users that rules can tell apart (by header, by cookie), with their share of all users. */
  cohorts: readonly (readonly [name: string, share: number])[];
  /** A user's connection stays open this long after a request, and goes past every change of routing; null = one connection a request. */
  keepAlive: Micros | null;
  /** Share of requests that change something outside (an order, a mail): what mirroring does twice. */
  writes: number;
  /** How much later than it happens a router learns that a replica became ready or is going away; drawn per change. */
  endpointLag: Distribution;
  balance: 'roundRobin' | 'random' | 'leastOutstanding' | 'twoChoices';
  /** The client gives up this long after sending one attempt. */
  timeout: Micros;
  /** Further attempts after a failed one; the client waits `backoff`, doubling each time. */
  retries: { attempts: number; backoff: Micros };
}

export const trafficSchema: Schema<Traffic> = object(
  {
    model: choice({
      default: 'requests',
      options: { requests: 'every request on its own' },
      label: 'Model',
      help: 'How traffic is simulated.',
    }),
    rate: rate({ default: '40/s', min: 0, max: 20_000, label: 'Requests', help: 'Mean requests per second.' }),
    arrivals: choice({
      default: 'poisson',
      options: { poisson: 'at random (Poisson)', constant: 'evenly spaced' },
      label: 'Arrivals',
      help: 'How requests are spaced.',
    }),
    curve: orNone(
      object(
        {
          amplitude: percent({ default: '50%', label: 'Swing', help: 'The rate rises and falls by this share.' }),
          period: duration({ default: '24h', min: '1s', max: '7d', label: 'Period', help: 'Time from peak to peak.' }),
          peak: duration({
            default: '12h',
            max: '7d',
            label: 'Peak',
            help: 'When, after the start of the run, the rate is highest.',
          }),
        },
        { label: 'Daily curve', help: 'Lets the rate rise and fall like a day.' },
      ),
    ),
    users: integer({ default: 1000, min: 1, max: 1_000_000, label: 'Users', help: 'Distinct people behind the requests.' }),
    cohorts: dictionary(
      percent({ max: 100, label: 'Share of users', help: 'How many of all users belong to the group.' }),
      { default: {}, max: 8, label: 'Cohorts', help: 'Groups of users that routing rules can tell apart, with their shares.' },
    ),
    keepAlive: orNone(
      duration({ min: '100ms', max: '1h', label: 'Keep-alive', help: 'How long a connection stays open after a request; it goes past every change of routing.' }),
    ),
    writes: percent({ default: '20%', max: 100, label: 'Writes', help: 'Share of requests that change something outside: what mirroring does twice.' }),
    endpointLag: distribution({
      default: '1s',
      max: '10m',
      label: 'Endpoint lag',
      help: 'How late routers learn that a server became ready or is going away.',
    }),
    balance: choice({
      default: 'roundRobin',
      options: { roundRobin: 'in turn', random: 'at random', leastOutstanding: 'least busy', twoChoices: 'better of two' },
      label: 'Balancing',
      help: 'How the router picks a server.',
    }),
    timeout: duration({
      default: '5s',
      min: '1ms',
      max: '10m',
      label: 'Client timeout',
      help: 'A client gives up this long after sending a request.',
    }),
    retries: object(
      {
        attempts: integer({ default: 0, max: 10, label: 'Retries', help: 'Further tries after a failed one.' }),
        backoff: duration({
          default: '200ms',
          max: '1m',
          label: 'Back-off',
          help: 'Wait before the first retry; doubles each time.',
        }),
      },
      { default: {}, label: 'Retries', help: 'What clients do when a request fails.' },
    ),
  },
  { default: {}, label: 'Traffic', help: 'The users, their requests and the router.' },
);
