import { PHASE, SECOND, type Calendar, type Micros } from '../../kernel/index.ts';
import type { Why } from '../../trace/facts.ts';
import { NEVER, type Replica } from '../fleet/replica.ts';
import type { Autoscaler } from './params.ts';
import { recommend, type Recommendation } from './recommend.ts';

/** Seconds between two looks (`--horizontal-pod-autoscaler-sync-period`). */
const LOOK_EVERY = 15;
/** Going down it follows the highest recommendation of this long (`stabilizationWindowSeconds`). */
const STABLE_FOR: Micros = 300 * SECOND;

/** What the autoscaler sees, and whom it asks. */
export interface AutoscalerHost {
  /** Every replica ever created. */
  replicas: readonly Replica[];
  /** Requests that one replica works on at a time. */
  concurrency: number;
  /** Whether the object that is scaled reports this replica as its own. */
  counts(replica: Replica): boolean;
  /** How many servers are asked for now. */
  wanted(): number;
  /** Asks for another number. */
  scale(replicas: number, why: Why): void;
}

/** A HorizontalPodAutoscaler: measures every second, looks every fifteen, and asks for another size when it finds reason to. */
export function autoscale(autoscaler: Autoscaler, calendar: Calendar, horizon: Micros, host: AutoscalerHost): void {
  /** Busy slots since the last look, and how often each replica was looked at; by its index. */
  const busy: number[] = [],
    times: number[] = [];
  // The size that it finds is the first recommendation: a service at rest is not shrunk before five minutes have passed.
  let past = [{ at: calendar.now, replicas: host.wanted() }],
    second = 0;

  const measure = (): void => {
    for (const replica of host.replicas) {
      if (replica.state === 'gone') continue;
      busy[replica.index] = (busy[replica.index] ?? 0) + replica.slots.length;
      times[replica.index] = (times[replica.index] ?? 0) + 1;
    }
    if (++second % LOOK_EVERY === 0) look();
    if (calendar.now + SECOND <= horizon) calendar.call(calendar.now + SECOND, PHASE.sample, measure);
  };

  const look = (): void => {
    const uses = host.replicas
      .filter((replica) => replica.state !== 'gone' && replica.deletedAt === NEVER && host.counts(replica))
      .map(({ index, ready }) => (ready ? busy[index]! / times[index]! / host.concurrency : null));
    busy.length = times.length = 0;
    const wanted = host.wanted(),
      found = recommend(wanted, uses, autoscaler);
    past = [...past.filter(({ at }) => at > calendar.now - STABLE_FOR), { at: calendar.now, replicas: found.replicas }];
    const highest = Math.max(...past.map(({ replicas }) => replicas));
    const replicas = found.replicas >= wanted ? found.replicas : Math.min(wanted, highest);
    if (replicas !== wanted) calendar.call(calendar.now, PHASE.control, () => host.scale(replicas, explain(autoscaler, uses, wanted, replicas, found)));
  };

  calendar.call(SECOND, PHASE.sample, measure);
}

function explain({ target, min, max }: Autoscaler, uses: readonly (number | null)[], wanted: number, replicas: number, { use, ratio }: Recommendation): Why {
  const unready = uses.filter((one) => one === null).length;
  const seen = use === null ? 'none of the servers is ready' : `the servers are ${share(use)} busy`;
  return {
    rule: 'autoscaler.scaled',
    says: `Asked for ${replicas} servers instead of ${wanted}: ${seen}, and ${share(target)} is aimed at.`,
    arithmetic: ratio === null ? `between ${min} and ${max}` : `⌈${ratio.toPrecision(3)} × ${uses.length}⌉, between ${min} and ${max} = ${replicas}`,
    inputs: [
      { name: 'servers counted, of whatever version', value: uses.length },
      { name: 'of them not ready yet', value: unready },
      { name: 'averageUtilization', value: share(target) },
    ],
    alternatives: [
      'Use within a tenth of what is aimed at would have changed nothing.',
      'Asking for fewer waits until five minutes have seen no need for more.',
    ],
    source: 'Kubernetes HorizontalPodAutoscaler, algorithm details: servers in proportion to their mean use.',
  };
}

const share = (value: number): string => `${Math.round(value * 100)}%`;
