import { build, run, type Trace } from '../../../src/sim/index.ts';
import { SECOND } from '../../../src/sim/kernel/index.ts';

export type Source = Parameters<typeof build>[0];

/** What a test changes of a small service under Flagger: three servers, 20 requests a second, a tick every 10 seconds. */
export interface Changes {
  v2?: Source;
  revisions?: Source;
  traffic?: Source;
  /** Knobs of the strategy; the steps of the canary give way to `iterations`. */
  flagger?: Source;
  faults?: Source[];
  operator?: Source[];
  horizon?: string;
}

export const source = ({ v2 = {}, revisions = { v1: {}, v2 }, traffic = {}, flagger = {}, faults = [], operator = [], horizon = '10m' }: Changes = {}): Source =>
  ({
    title: 'Flagger',
    horizon,
    fleet: { replicas: 3, boot: { median: '5s', p99: '8s' }, preStop: '5s' },
    traffic: { rate: '20/s', ...traffic },
    revisions,
    rollout: { at: '10s', to: 'v2' },
    strategy: {
      flagger: {
        interval: '10s',
        ...('iterations' in flagger ? {} : { stepWeight: 20, maxWeight: 60 }),
        threshold: 2,
        metrics: [{ name: 'request-success-rate', interval: '20s', min: 90 }],
        ...flagger,
      },
    },
    faults,
    operator,
  }) as Source;

export const play = (changes: Changes = {}, seed = 1): Trace => run(build(source(changes)), { seed });

export const seconds = (at: number): number => Math.round(at / SECOND);

/** `10 progressing`: when the machine came into which state. */
export const states = (trace: Trace): string[] =>
  trace.facts.flatMap((fact) => (fact.type === 'rollout.state' ? [`${seconds(fact.at)} ${fact.state}`] : []));

/** `50 primary:0.9,canary:0.1 mirror:0.5`: what routers were asked to do, and when. */
export const routes = (trace: Trace): string[] =>
  trace.facts.flatMap((fact) => {
    if (fact.type !== 'route.asked') return [];
    const { weights, mirror, match, sticky } = fact.route;
    const more = [
      ...(mirror ? [`mirror:${mirror.share}`] : []),
      ...(match ? match.map(({ cohort, pool }) => `${cohort}→${pool}`) : []),
      ...(sticky ? [`sticky:${seconds(sticky.for)}`] : []),
    ];
    return [[seconds(fact.at), JSON.stringify(weights).replaceAll(/[{}"]/g, ''), ...more].join(' ')];
  });

/** Wanted sizes at the end, by environment and revision; sets of none left out. */
export function wantedAtTheEnd(trace: Trace): Record<string, number> {
  const sizes: Record<string, number> = {};
  for (const fact of trace.facts)
    if (fact.type === 'replicaset.scaled') sizes[`${fact.environment} ${fact.revision}`] = fact.to;
  return Object.fromEntries(Object.entries(sizes).filter(([, size]) => size > 0));
}

export const refusals = (trace: Trace): string[] =>
  trace.facts.flatMap((fact) => (fact.type === 'operator.acted' && !fact.accepted ? [`${fact.action}: ${fact.reason}`] : []));

/** `40 request-success-rate Failed`: every check, and when. */
export const checks = (trace: Trace): string[] =>
  trace.facts.flatMap((fact) => (fact.type === 'analysis.measured' ? [`${seconds(fact.at)} ${fact.metric} ${fact.phase}`] : []));
