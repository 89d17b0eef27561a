import {
  countUpTo,
  didYouMean,
  oncePerTrace,
  parsePercent,
  series,
  SERVED,
  FIRST_CAUSE,
  stateOfType,
  type Micros,
  type Trace,
} from '../../sim/index.ts';

/** A number that holds from `at[i]` until `at[i + 1]`, and the last one to the end of the run. */
export interface Steps {
  at: readonly Micros[];
  value: readonly number[];
}

/** Something that can be read off a run at any instant. */
export interface Quantity {
  label: string;
  unit: 'servers' | 'share' | 'requests a second';
  steps(trace: Trace): Steps;
}

const sum = (trace: Trace, kind: 'ready' | 'alive' | 'known' | 'terminating', step: number): number =>
  trace.revisions.reduce((total, revision) => total + series(trace).fleet.byRevision[revision]![kind][step]!, 0);
const fleet = (read: (trace: Trace, step: number) => number): Quantity['steps'] =>
  oncePerTrace((trace) => {
    const { at } = series(trace).fleet;
    return { at, value: at.map((_, step) => read(trace, step)) };
  });

function newShare(trace: Trace, step: number): number {
  const known = sum(trace, 'known', step),
    next = series(trace).fleet.byRevision[trace.header.next]?.known[step] ?? 0;
  return known === 0 ? 0 : next / known;
}

/** Servers that routers still send users to although their door is closed: one half of the race has run, the other has not. */
const closedButKnown = oncePerTrace((trace: Trace): Steps => {
  const closed = new Set<string>(),
    known = new Set<string>();
  const at: Micros[] = [0],
    value: number[] = [0];
  for (const fact of trace.facts) {
    if (fact.type === 'replica.known') known.add(fact.replica);
    else if (fact.type === 'replica.forgotten') known.delete(fact.replica);
    else {
      const state = stateOfType(fact.type);
      if (state === undefined || !('replica' in fact)) continue;
      if (state === 'stopping' || state === 'killed' || state === 'gone') closed.add(fact.replica);
    }
    const count = [...known].filter((replica) => closed.has(replica)).length;
    if (at.at(-1) !== fact.at) at.push(fact.at);
    value[at.length - 1] = count;
  }
  return { at, value };
});

const perSecond = (counts: (outcome: number) => boolean): Quantity['steps'] =>
  oncePerTrace((trace) => {
    const { at, width } = series(trace).requests;
    const value = new Array<number>(at.length).fill(0);
    for (let row = 0; row < trace.requests.count; row++) {
      if (!counts(trace.requests.outcome[row]!)) continue;
      const bucket = Math.min(at.length - 1, Math.floor(trace.requests.arrivedAt[row]! / width));
      value[bucket]! += 1_000_000 / width;
    }
    return { at, value };
  });

/** Everything that conditions, curves and areas may speak of. */
export const QUANTITIES: Readonly<Record<string, Quantity>> = {
  ready: { label: 'ready servers', unit: 'servers', steps: fleet((trace, step) => sum(trace, 'ready', step)) },
  readyShare: {
    label: 'ready servers ÷ servers wanted',
    unit: 'share',
    steps: fleet((trace, step) => sum(trace, 'ready', step) / trace.header.replicas),
  },
  servers: { label: 'servers in all', unit: 'servers', steps: fleet((trace, step) => sum(trace, 'alive', step)) },
  known: { label: 'servers that routers know', unit: 'servers', steps: fleet((trace, step) => sum(trace, 'known', step)) },
  newShare: { label: 'new ones among the servers that routers know', unit: 'share', steps: fleet(newShare) },
  leaving: {
    label: 'servers that are going away',
    unit: 'servers',
    steps: fleet((trace, step) => sum(trace, 'terminating', step)),
  },
  closedButKnown: { label: 'closed servers that routers still know', unit: 'servers', steps: closedButKnown },
  offered: { label: 'requests arriving', unit: 'requests a second', steps: perSecond(() => true) },
  served: { label: 'requests served', unit: 'requests a second', steps: perSecond((outcome) => outcome === SERVED) },
  failing: { label: 'requests failing', unit: 'requests a second', steps: perSecond((outcome) => outcome >= FIRST_CAUSE) },
};

/** The value at an instant. */
export const valueAtInstant = ({ at, value }: Steps, instant: Micros): number =>
  value[Math.max(0, countUpTo(at, instant) - 1)] ?? 0;

/** A comparison of a quantity with a bound: `readyShare >= 90%`. */
export interface Condition {
  text: string;
  quantity: Quantity;
  holds(value: number): boolean;
}

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>=': (value, bound) => value >= bound,
  '>': (value, bound) => value > bound,
};

/** Reads `QUANTITY COMPARISON VALUE`, or says what is wrong with it. */
export function parseCondition(written: string): Condition | { message: string; cure: string } {
  const text = written.trim().replace(/\s+/g, ' ');
  const [, name = '', comparison = '', bound = ''] = /^(\w+) ?(<=|>=|<|>) ?(\d+(?:\.\d+)?%?)$/.exec(text) ?? [];
  if (name === '')
    return {
      message: `is no condition: "${text.slice(0, 60)}"`,
      cure: 'Write a quantity, a comparison and a value: readyShare >= 90%.',
    };
  const quantity = Object.hasOwn(QUANTITIES, name) ? QUANTITIES[name]! : null;
  if (quantity === null)
    return { message: `speaks of ${name.slice(0, 40)}, which is no quantity`, cure: didYouMean(name, Object.keys(QUANTITIES)) };
  const isShare = bound.endsWith('%');
  if (isShare !== (quantity.unit === 'share'))
    return {
      message: `compares ${name} with ${bound}`,
      cure: isShare ? `Write a plain number: it counts ${quantity.unit}.` : 'Write a percentage such as 90%.',
    };
  const value = isShare ? parsePercent(bound)! : Number(bound);
  return { text, quantity, holds: (measured) => COMPARISONS[comparison]!(measured, value) };
}

/** A condition that the schema has accepted before. */
export function conditionOf(text: string): Condition {
  const condition = parseCondition(text);
  if ('cure' in condition) throw new Error(`${text}: ${condition.message}`);
  return condition;
}
