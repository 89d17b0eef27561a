import { spell, textWidth } from '../../marks/words.ts';
import { parentOf, type Chart, type ChartState } from './chart.ts';
import { edgesOf, enteredFromAnywhere, type Crowd, type LiftedEdge } from './edges.ts';
import { assignChannels, down, inLine, up, type Route } from './routes.ts';

export interface PlacedState {
  path: string;
  name: string;
  x: number;
  y: number;
  width: number;
  height: number;
  /** A box around the states inside it, a single state, or a box that is shut because the run never entered it. */
  kind: 'box' | 'state' | 'shut';
  settled: boolean;
}
export interface PlacedEdge { from: string; to: string; d: string; drawn: boolean }
/** The line of a crowd: `members` touch it, `joiners` lead to it. */
export interface PlacedCrowd { x: number; top: number; bottom: number; members: { x: number; y: number }[]; joiners: { x: number; y: number }[] }
export interface MachineLayout {
  height: number;
  /** Where words beside the states may begin. */
  words: number;
  states: PlacedState[];
  edges: PlacedEdge[];
  crowds: PlacedCrowd[];
  /** Tips of the arrows that may come from anywhere, and whose they are. */
  entries: { path: string; x: number; y: number }[];
}

export const STATE_HEIGHT = 22;
const GAP = 13, TITLE = 23, FOOT = 9, CHANNEL = 7, MARGIN = 9, FONT = 11.5;
/** Length of the arrows that come from anywhere. */
export const ENTRY = 13;

/**
 * States one below the other in the order of the chart, which is that of a good rollout, boxes around those inside them. Arrows to
 * neighbours are straight; others go down on the right and up on the left, each in a channel of its own.
 * @param taken pairs of states between which the run went: they get an arrow even where the chart would not show one
 * @param isOpen which boxes show what is in them; default all
 */
export function layoutMachine(chart: Chart, taken: readonly [string, string][] = [], isOpen: (path: string) => boolean = () => true): MachineLayout {
  const isVisible = (path: string): boolean => parentOf(path) === '' || (isOpen(parentOf(path)) && isVisible(parentOf(path)));
  const { edges, crowds } = edgesOf(chart, isVisible, taken), entries = enteredFromAnywhere(chart);
  const visible = (state: ChartState): ChartState[] => state.states.filter(({ path }) => isVisible(path));
  const order = new Map<string, number>();
  const number = (state: ChartState): void => visible(state).forEach((child, i) => { order.set(child.path, i); number(child); });
  number(chart.root);
  const gapOf = ({ from, to }: LiftedEdge): number => order.get(to)! - order.get(from)!;

  // How wide the margins of each depth must be follows from the arrows that go around states there.
  const depthOf = (path: string): number => path.split('.').length - 1;
  const channels = assignChannels(edges.filter((edge) => Math.abs(gapOf(edge)) > 1), (path) => order.get(path)!, parentOf);
  const depths = Math.max(...[...order.keys()].map(depthOf)) + 1;
  const margins = Array.from({ length: depths }, (_, depth) => {
    const here = edges.filter((edge) => depthOf(edge.from) === depth && channels.has(edge));
    const most = (side: LiftedEdge[]): number => Math.max(0, ...side.map((edge) => channels.get(edge)! + 1));
    const least = depth === 0 && entries.length > 0 ? ENTRY + 3 : MARGIN;
    const trunk = crowds.some(({ parent }) => (parent === '' ? 0 : depthOf(parent) + 1) === depth) ? 1 : 0;
    return { trunk, left: Math.max(least, MARGIN + CHANNEL * (trunk + most(here.filter((edge) => gapOf(edge) < 0)))), right: MARGIN + CHANNEL * most(here.filter((edge) => gapOf(edge) > 0)) };
  });
  const sum = (side: 'left' | 'right', from: number): number => margins.slice(from).reduce((total, margin) => total + margin[side], 0);

  const leaves = [...order.keys()].filter((path) => ![...order.keys()].some((other) => parentOf(other) === path));
  const pill = Math.max(84, ...leaves.map((path) => Math.ceil(textWidth(spell(path), FONT)) + 16));
  const left = sum('left', 0), states: PlacedState[] = [];
  const place = (parent: ChartState, depth: number, y: number): number => {
    for (const child of visible(parent)) {
      const inside = visible(child), shown = { path: child.path, name: spell(child.key), settled: child.settled, y };
      if (inside.length > 0) {
        const x = left - sum('left', depth + 1);
        const box: PlacedState = { ...shown, kind: 'box', x, width: pill + (left - x) + sum('right', depth + 1), height: 0 };
        states.push(box);
        box.height = place(child, depth + 1, y + TITLE) - GAP + FOOT - y;
        y += box.height + GAP;
      } else {
        states.push({ ...shown, kind: child.states.length > 0 ? 'shut' : 'state', x: left, width: pill, height: STATE_HEIGHT });
        y += STATE_HEIGHT + GAP;
      }
    }
    return y;
  };
  const height = place(chart.root, 0, 2) - GAP + 2;

  const boxes = new Map(states.map((state) => [state.path, state]));
  const routeOf = (edge: LiftedEdge): Route => {
    const from = boxes.get(edge.from)!, to = boxes.get(edge.to)!;
    const depth = depthOf(edge.from), channel = channels.get(edge);
    const reach = MARGIN - 1 + CHANNEL * (channel ?? 0);
    if (channel === undefined) return inLine(from, to, left + pill / 2, edges.some((other) => other.from === edge.to && other.to === edge.from));
    return gapOf(edge) > 0 ? down(from, to, left + pill + sum('right', depth + 1) + reach) : up(from, to, left - sum('left', depth + 1) - reach - CHANNEL * margins[depth]!.trunk);
  };
  return {
    height,
    words: left + pill + sum('right', 0) + 4,
    states,
    edges: edges.map((edge) => ({ from: edge.from, to: edge.to, drawn: edge.drawn, d: routeOf(edge) })),
    crowds: crowds.map((crowd) => placeCrowd(crowd, boxes)),
    entries: entries.flatMap((path) => {
      const box = boxes.get(path);
      return box ? [{ path, x: box.x, y: box.y + STATE_HEIGHT / 2 }] : [];
    }),
  };
}

function placeCrowd({ members, joiners }: Crowd, boxes: ReadonlyMap<string, PlacedState>): PlacedCrowd {
  const spots = (paths: readonly string[]): { x: number; y: number }[] => paths.map((path) => boxes.get(path)!).map((box) => ({ x: box.x, y: box.y + STATE_HEIGHT / 2 }));
  const all = [...spots(members), ...spots(joiners)];
  return {
    x: Math.min(...all.map(({ x }) => x)) - MARGIN,
    top: Math.min(...all.map(({ y }) => y)),
    bottom: Math.max(...all.map(({ y }) => y)),
    members: spots(members),
    joiners: spots(joiners),
  };
}
