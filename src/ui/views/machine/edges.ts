import { below, commonAncestor, type Chart, type ChartState } from './chart.ts';

/** An arrow between two states with the same parent; what goes on between states inside them is lifted to their boxes. */
export interface LiftedEdge {
  from: string;
  to: string;
  /** Part of the chart's own structure; else only there because a run went this way. */
  drawn: boolean;
}

/** Siblings of which each leads to every other: told once, by a line that all of them touch, instead of by an arrow for each pair. */
export interface Crowd {
  parent: string;
  members: string[];
  /** Other siblings from which every member can be reached. */
  joiners: string[];
}

/** From fewer on, arrows are clearer. */
const CROWD_LEAST = 4;

/**
 * Arrows between visible siblings, each pair once, without those that a crowd tells. What holds in any state is drawn from the initial
 * one only, to the first that it leads to. `taken`: pairs of states between which the run went.
 */
export function edgesOf(chart: Chart, isVisible: (path: string) => boolean, taken: readonly [string, string][]): { edges: LiftedEdge[]; crowds: Crowd[] } {
  const lifted = new Map<string, LiftedEdge>();
  const add = (a: string, b: string, drawn: boolean): void => {
    const ancestor = commonAncestor(a, b);
    const from = below(a, ancestor), to = below(b, ancestor);
    if (from === to || !isVisible(from) || !isVisible(to)) return;
    const edge = lifted.get(`${from}>${to}`);
    if (edge) edge.drawn ||= drawn;
    else lifted.set(`${from}>${to}`, { from, to, drawn });
  };
  for (const { from, to } of chart.edges) if (from !== '') add(from, to, true);
  const { initial, states } = chart.root, anywhere = enteredFromAnywhere(chart);
  const first = states.find(({ path }) => path !== initial && anywhere.includes(path));
  if (initial !== null && first) add(initial, first.path, true);

  const has = (from: string, to: string): boolean => lifted.get(`${from}>${to}`)?.drawn === true;
  const crowds = crowdsIn(chart.root, isVisible, has);
  for (const { members, joiners } of crowds)
    for (const to of members) for (const from of [...members, ...joiners]) lifted.set(`${from}>${to}`, { from, to, drawn: false });
  for (const [from, to] of taken) add(from, to, false);
  const isTaken = new Set(taken.map(([a, b]) => { const over = commonAncestor(a, b); return `${below(a, over)}>${below(b, over)}`; }));
  return { edges: [...lifted.values()].filter(({ from, to, drawn }) => from !== to && (drawn || isTaken.has(`${from}>${to}`))), crowds };
}

/** The largest crowd of each parent: siblings are let in one by one, the best connected first. */
function crowdsIn(parent: ChartState, isVisible: (path: string) => boolean, has: (from: string, to: string) => boolean): Crowd[] {
  const siblings = parent.states.map(({ path }) => path).filter(isVisible);
  const mutual = (a: string, b: string): boolean => has(a, b) && has(b, a);
  const degree = (path: string): number => siblings.filter((other) => other !== path && mutual(path, other)).length;
  const members: string[] = [];
  for (const path of siblings.toSorted((a, b) => degree(b) - degree(a))) if (members.every((member) => mutual(path, member))) members.push(path);
  const inner = parent.states.flatMap((state) => crowdsIn(state, isVisible, has));
  if (members.length < CROWD_LEAST) return inner;
  const joiners = siblings.filter((path) => !members.includes(path) && members.every((member) => has(path, member)));
  return [{ parent: parent.path, members: siblings.filter((path) => members.includes(path)), joiners }, ...inner];
}

/** Outermost states that may be entered whatever state the chart is in, because the chart as a whole listens. */
export const enteredFromAnywhere = (chart: Chart): string[] => [...new Set(chart.edges.flatMap(({ from, to }) => (from === '' ? [below(to, '')] : [])))];
