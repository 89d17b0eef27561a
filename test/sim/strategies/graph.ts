import { getAdjacencyMap } from '@xstate/graph';
import type { AnyStateMachine, AnyStateNode, EventObject, StateValue } from 'xstate';
import { FLEET_KINDS, fleetOf } from './small-fleets.ts';
import { paramsOf } from './fake-fleet.ts';

/** What the tests need of a snapshot, so that they need not know the graph library's types. */
export interface Snapshot {
  value: StateValue;
  context: { target: string; paused?: boolean; status?: unknown; fleet?: unknown; history: string[] };
  tags: Set<string>;
  _nodes: AnyStateNode[];
}

export interface Vertex {
  id: string;
  path: string;
  target: string;
  paused: boolean;
  settled: boolean;
  edges: { event: string; to: string }[];
}

export const pathOf = (value: StateValue): string =>
  typeof value === 'string'
    ? value
    : Object.entries(value)
        .map(([key, inner]) => `${key}.${pathOf(inner!)}`)
        .join(' ');

/** Paths of all states of a chart that have no states inside. */
export function leavesOf(node: AnyStateNode | AnyStateMachine): string[] {
  const root = 'root' in node ? node.root : node;
  const children = Object.values(root.states) as AnyStateNode[];
  return children.length === 0 ? [root.path.join('.')] : children.flatMap(leavesOf);
}

/**
 * Everything that can happen to a machine with one server and two revisions, as a graph. Contexts are bounded by what decides: state, wanted
 * revision, history, pause, and the counts last seen.
 */
export function graphOf(id: string, machine: AnyStateMachine): Map<string, Vertex> {
  const serializeState = ({ value, context }: Snapshot) =>
    JSON.stringify([pathOf(value), context.target, context.history, context.paused, context.status, context.fleet]);
  const events = (snapshot: Snapshot): EventObject[] => [
    ...FLEET_KINDS.map((kind) => ({ type: 'fleet.changed', kind, fleet: fleetOf(kind) })),
    ...['operator.undo', 'operator.pause', 'operator.resume'].flatMap((type) =>
      FLEET_KINDS.map((kind) => ({ type, kind, fleet: fleetOf(kind) })),
    ),
    ...['v1', 'v2'].flatMap((to) => FLEET_KINDS.map((kind) => ({ type: 'rollout.requested', to, kind, fleet: fleetOf(kind) }))),
    ...snapshot._nodes.flatMap((node) => node.after.map((transition) => ({ type: transition.eventType }))),
  ];
  const map = getAdjacencyMap(machine, {
    input: { params: paramsOf(id), stable: 'v1', desired: 1, commands: { scale: () => {}, hold: () => {} } },
    serializeState: serializeState as never,
    serializeEvent: ((event: EventObject & { kind?: string; to?: string }) =>
      [event.type, event.to, event.kind].filter(Boolean).join(' ')) as never,
    events: events as never,
  });
  return new Map(
    Object.entries(map).map(([key, { state, transitions }]) => {
      const snapshot = state as unknown as Snapshot;
      return [
        key,
        {
          id: key,
          path: pathOf(snapshot.value),
          target: snapshot.context.target,
          paused: snapshot.context.paused ?? false,
          settled: snapshot.tags.has('settled'),
          edges: Object.entries(transitions).map(([event, edge]) => ({
            event,
            to: serializeState((edge as { state: unknown }).state as Snapshot),
          })),
        },
      ];
    }),
  );
}

/** Ids of all vertices from which one that fits can be reached, by edges that `mayUse` allows. */
export function canReach(
  graph: Map<string, Vertex>,
  fits: (vertex: Vertex) => boolean,
  mayUse: (event: string) => boolean = () => true,
): Set<string> {
  const before = new Map<string, string[]>();
  for (const vertex of graph.values())
    for (const edge of vertex.edges) if (mayUse(edge.event)) before.set(edge.to, [...(before.get(edge.to) ?? []), vertex.id]);
  const found = new Set([...graph.values()].filter(fits).map((vertex) => vertex.id));
  for (const id of found) for (const earlier of before.get(id) ?? []) found.add(earlier);
  return found;
}
