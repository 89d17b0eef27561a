import type { Micros } from '../kernel/index.ts';
import type { Trace } from '../trace/index.ts';
import { FIRST_CAUSE, IN_FLIGHT, SERVED, nearestRank, oncePerTrace, poolOfReplica, poolsOf, type Route } from '../trace/index.ts';
import type { Metric } from './metric.ts';

/** One of two versions that ran side by side: the attempts that ended there, in the order in which they did. */
export interface Arm {
  revision: string;
  endedAt: Float64Array;
  /** When those that failed did. */
  failedAt: Float64Array;
  /** How long those that were served took, ascending. */
  durations: Float64Array;
}

/** Two versions measured over the same time, each by its own requests. */
export interface Comparison {
  from: Micros;
  to: Micros;
  /** The new version got copies; no user waited for it. */
  isMirrored: boolean;
  stable: Arm;
  next: Arm;
}

interface Stretch {
  from: Micros;
  to: Micros;
  route: Route;
}

/** Where rules, and not weights, send some requests or copies of them. */
const ruledPools = ({ match = [], split, mirror }: Route): string[] => [
  ...match.map(({ pool }) => pool),
  ...(split ? [split.pool] : []),
  ...(mirror && mirror.share > 0 ? [mirror.pool] : []),
];

/** Once the other side is being updated, it is no version to compare with. */
const isOver = (state: string): boolean => /(^|\.)(promoting|overdue|closing|finalising)$/.test(state);

/** The times in which both versions ran side by side, by rule or by copies. */
function stretchesOf(trace: Trace): Stretch[] {
  const stretches: Stretch[] = [];
  let route: Route = { weights: null },
    open: Stretch | null = null,
    state = '';
  for (const fact of trace.facts) {
    if (fact.type === 'route.effective') route = fact.route;
    else if (fact.type === 'rollout.state') state = fact.state;
    else continue;
    const isOpen = ruledPools(route).length > 0 && !isOver(state);
    if (isOpen === (open !== null)) continue;
    if (isOpen) stretches.push((open = { from: fact.at, to: trace.header.horizon, route }));
    else {
      open!.to = fact.at;
      open = null;
    }
  }
  return stretches;
}

/** The last comparison of the run; null when there was none, or when one of the two sides got nothing. */
export const comparisonOf = oncePerTrace((trace: Trace): Comparison | null => {
  const stretch = stretchesOf(trace).at(-1);
  if (stretch === undefined) return null;
  const pools = ruledPools(stretch.route),
    isTrial = poolsOf(trace).map(({ id }) => pools.includes(id));
  const rows: Record<'stable' | 'next', number[]> = { stable: [], next: [] };
  const { attempts } = trace;
  for (let row = 0; row < attempts.count; row++) {
    const at = attempts.sentAt[row]!,
      replica = attempts.replica[row]!;
    if (at < stretch.from || at >= stretch.to || replica < 0 || attempts.outcome[row] === IN_FLIGHT) continue;
    rows[isTrial[poolOfReplica(trace, replica)] ? 'next' : 'stable'].push(row);
  }
  if (rows.stable.length === 0 || rows.next.length === 0) return null;
  return {
    ...stretch,
    isMirrored: (stretch.route.mirror?.share ?? 0) > 0,
    stable: armOf(trace, rows.stable),
    next: armOf(trace, rows.next),
  };
});

function armOf({ attempts, revisions }: Trace, rows: readonly number[]): Arm {
  const ascending = (numbers: number[]): Float64Array => Float64Array.from(numbers).sort();
  const served = rows.filter((row) => attempts.outcome[row] === SERVED),
    failed = rows.filter((row) => attempts.outcome[row]! >= FIRST_CAUSE);
  return {
    revision: revisions[attempts.revision[rows[0]!]!]!,
    endedAt: ascending(rows.map((row) => attempts.endedAt[row]!)),
    failedAt: ascending(failed.map((row) => attempts.endedAt[row]!)),
    durations: ascending(served.map((row) => attempts.endedAt[row]! - attempts.sentAt[row]!)),
  };
}

type Side = 'stable' | 'next';
const idOf = (name: string, side: Side): string => `compared${name}${side === 'stable' ? 'Stable' : 'Next'}`;

const DURING = 'while a rule, or a mirror, had both versions running side by side; copies count as requests of their version';

const sideMetrics = (side: Side): Metric[] => {
  const of = (measure: (arm: Arm) => number | null) => (trace: Trace): number | null => {
    const comparison = comparisonOf(trace);
    return comparison === null ? null : measure(comparison[side]);
  };
  const latency = (percentile: 50 | 95 | 99): Metric => ({
    id: idOf(`P${percentile}`, side),
    label: `Compared: p${percentile} of ${side}`,
    unit: 'duration',
    better: 'lower',
    explains: `${percentile} of 100 requests that the ${side} version answered took at most this long, ${DURING}.`,
    measure: of(({ durations }) => nearestRank(durations, percentile / 100)),
  });
  return [
    {
      id: idOf('Requests', side),
      label: `Compared: requests of ${side}`,
      unit: 'requests',
      better: 'neither',
      explains: `Requests that came to an end at the ${side} version ${DURING}.`,
      measure: of(({ endedAt }) => endedAt.length),
    },
    {
      id: idOf('Errors', side),
      label: `Compared: errors of ${side}`,
      unit: 'share',
      better: 'lower',
      explains: `The share of them that failed, ${DURING}.`,
      measure: of(({ endedAt, failedAt }) => failedAt.length / endedAt.length),
    },
    latency(50),
    latency(95),
    latency(99),
  ];
};

/** Both sides of the last comparison, one after the other. */
export const comparedSides: readonly Metric[] = [...sideMetrics('stable'), ...sideMetrics('next')];
