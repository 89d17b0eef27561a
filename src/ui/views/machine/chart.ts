import { type Micros, oncePerTrace, type Strategy } from '../../../sim/index.ts';

type Machine = Strategy['machine'];
type Node = Machine['root'];

/** A state of a chart, as plain data. `path` is joined by dots, as in the trace; the root's is empty. */
export interface ChartState {
  path: string;
  key: string;
  description: string;
  final: boolean;
  initial: string | null;
  states: ChartState[];
}

/** An arrow of a chart; several events may take it. `from` is empty for what holds in any state. */
export interface ChartEdge { from: string; to: string; events: string[] }

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
        if (from === to) continue;
        const edge = edges.get(`${from}>${to}`) ?? { from, to, events: [] };
        const said = eventWords(transition.eventType);
        if (!edge.events.includes(said)) edge.events.push(said);
        edges.set(`${from}>${to}`, edge);
      }
    }
    const states = Object.values(node.states as Record<string, Node>).map(read);
    const initial = (node.initial?.target?.[0] as Node | undefined)?.path.join('.') ?? null;
    return { path: pathOf(node), key: node.key, description: node.description ?? '', final: node.type === 'final', initial, states };
  };
  const root = read(machine.root);
  const chart = { root, edges: [...edges.values()] };
  charts.set(machine, chart);
  return chart;
}

/** An event as one would say it. */
function eventWords(type: string): string {
  if (type === '') return 'at once';
  if (type.startsWith('xstate.after')) return 'in time';
  if (type.startsWith('xstate.done')) return 'when done';
  if (type === 'fleet.changed') return 'servers change';
  if (type === 'rollout.requested') return 'a rollout is asked for';
  return type.split('.').at(-1)!.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

/** The machine's states of a run in order: the way that it really went. */
export const visitsOf = oncePerTrace((trace): { at: Micros; state: string }[] =>
  trace.facts.flatMap((fact) => (fact.type === 'rollout.state' ? [{ at: fact.at, state: fact.state }] : [])),
);

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
