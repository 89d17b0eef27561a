import { type Micros, oncePerTrace, type Strategy } from '../../../sim/index.ts';

type Machine = Strategy['machine'];
type Node = Machine['root'];

/** A state of a chart, as plain data. `path` is joined by dots, as in the trace; the root's is empty. */
export interface ChartState {
  path: string;
  key: string;
  description: string;
  /** Nothing is left to do in it. */
  settled: boolean;
  initial: string | null;
  states: ChartState[];
}

/** What takes an arrow: the type of an event, and in words the guard that must hold. Both may be empty. */
export interface Trigger { type: string; guard: string }

/** An arrow of a chart; several events may take it. `from` is empty for what holds in any state. */
export interface ChartEdge { from: string; to: string; triggers: Trigger[] }

export interface Chart { root: ChartState; edges: ChartEdge[] }

const charts = new WeakMap<Machine, Chart>();

/** Reads states and arrows off the very machine that drives the rollout. */
export function chartOf(machine: Machine): Chart {
  const known = charts.get(machine);
  if (known) return known;
  const edges = new Map<string, ChartEdge>();
  const pathOf = (node: Node): string => node.path.join('.');
  const read = (node: Node): ChartState => {
    const leaving = [...node.transitions.values()].flat().concat(node.always ?? []);
    for (const transition of leaving) {
      for (const target of transition.target ?? []) {
        const from = pathOf(node), to = pathOf(target as Node);
        // Looking again is no way to anywhere.
        if (from === to) continue;
        const edge = edges.get(`${from}>${to}`) ?? { from, to, triggers: [] };
        const trigger = { type: transition.eventType, guard: guardWords(transition.guard) };
        if (!edge.triggers.some(({ type, guard }) => type === trigger.type && guard === trigger.guard)) edge.triggers.push(trigger);
        edges.set(`${from}>${to}`, edge);
      }
    }
    const states = Object.values(node.states as Record<string, Node>).map(read);
    const initial = (node.initial?.target?.[0] as Node | undefined)?.path.join('.') ?? null;
    return { path: pathOf(node), key: node.key, description: node.description ?? '', settled: node.tags.includes('settled'), initial, states };
  };
  const root = read(machine.root);
  const chart = { root, edges: [...edges.values()] };
  charts.set(machine, chart);
  return chart;
}

/** The name of a guard, or what it is asked about: `isComplete`, and of `{ hasCome: paused }` the `paused`. Combinations have no name. */
function guardWords(guard: unknown): string {
  if (typeof guard === 'string') return guard;
  if (typeof guard !== 'object' || guard === null || !('type' in guard)) return '';
  const { type, params } = guard as { type: unknown; params?: unknown };
  return typeof params === 'string' ? params : String(type);
}

/** A stay in a state, whether anything was left to do in it, and why the machine came there. */
export interface Visit { at: Micros; until: Micros; state: string; settled: boolean; reason: string }

/** The machine's states of a run in order: the way that it really went. */
export const visitsOf = oncePerTrace((trace): Visit[] => {
  const entered = trace.facts.flatMap((fact) => (fact.type === 'rollout.state' ? [fact] : []));
  return entered.map(({ at, state, settled, reason }, i) => ({ at, until: entered[i + 1]?.at ?? trace.header.horizon, state, settled, reason }));
});

/** A state's path and those of the states around it, outermost first: `rollingOut`, `rollingOut.paused`. */
export const pathsTo = (path: string): string[] => path.split('.').map((_, i, parts) => parts.slice(0, i + 1).join('.'));

/** The part of a path that stands directly below an ancestor: `rollingOut.paused` below the root is `rollingOut`. */
export function below(path: string, ancestor: string): string {
  const depth = ancestor === '' ? 0 : ancestor.split('.').length;
  return path.split('.').slice(0, depth + 1).join('.');
}

/** The nearest state that contains both. */
export function commonAncestor(a: string, b: string): string {
  const left = a.split('.'), right = b.split('.');
  let depth = 0;
  while (depth < left.length - 1 && depth < right.length - 1 && left[depth] === right[depth]) depth++;
  return left.slice(0, depth).join('.');
}

/** The state that directly contains another. */
export const parentOf = (path: string): string => path.split('.').slice(0, -1).join('.');
