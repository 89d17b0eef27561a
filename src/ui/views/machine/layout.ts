import { spell, textWidth } from '../../marks/words.ts';
import { below, commonAncestor, type Chart, type ChartState } from './chart.ts';

export interface PlacedState { path: string; name: string; x: number; y: number; width: number; height: number; compound: boolean; final: boolean }
/** An arrow between two states with the same parent; transitions of what is inside them are lifted to their boxes. */
export interface PlacedEdge { from: string; to: string; d: string; events: string[] }
export interface MachineLayout { width: number; height: number; states: PlacedState[]; edges: PlacedEdge[] }

const STATE_HEIGHT = 26, GAP_X = 16, GAP_Y = 24, PAD = 14, TITLE = 24;

interface Block { state: ChartState; width: number; height: number; rows: Block[][]; }

/**
 * Layers from the initial state downwards, compound states as boxes around layers of their own. `taken` are pairs of states between
 * which the run really went: they get an arrow even when the chart allows the step from anywhere.
 */
export function layoutMachine(chart: Chart, width: number, taken: readonly [string, string][] = []): MachineLayout {
  const lifted = liftedEdges(chart, taken);
  const block = measure(chart.root, width, lifted);
  const states: PlacedState[] = [];
  const place = (current: Block, x: number, y: number, room: number): void => {
    let top = y;
    for (const row of current.rows) {
      const total = row.reduce((sum, b) => sum + b.width, 0) + GAP_X * (row.length - 1);
      let left = x + (room - total) / 2;
      const tall = Math.max(...row.map((b) => b.height));
      for (const child of row) {
        const { state } = child, compound = child.rows.length > 0;
        const at = { x: Math.round(left), y: Math.round(top + (compound ? 0 : (tall - child.height) / 2)) };
        states.push({ path: state.path, name: spell(state.key), ...at, width: child.width, height: child.height, compound, final: state.final });
        if (compound) place(child, at.x + PAD, at.y + TITLE, child.width - 2 * PAD);
        left += child.width + GAP_X;
      }
      top += tall + GAP_Y;
    }
  };
  place(block, 0, 1, width);
  const boxes = new Map(states.map((state) => [state.path, state]));
  const both = new Set(lifted.map((edge) => `${edge.from}>${edge.to}`));
  const edges = lifted.flatMap((edge) => {
    const from = boxes.get(edge.from), to = boxes.get(edge.to);
    if (!from || !to) return [];
    const between = states.filter((s) => s !== from && s !== to && parentOf(s.path) === parentOf(edge.from) && isBetween(s, from, to));
    const d = between.length > 0 ? detour(from, to, between) : arrow(from, to, both.has(`${edge.to}>${edge.from}`));
    return [{ from: edge.from, to: edge.to, d, events: edge.events }];
  });
  return { width, height: Math.max(...states.map((s) => s.y + s.height)) + 2, states, edges };
}

/** All arrows lifted to pairs of siblings, each pair once. What holds anywhere is drawn from the initial state, and where it was taken. */
function liftedEdges(chart: Chart, taken: readonly [string, string][]): { from: string; to: string; events: string[] }[] {
  const edges = new Map<string, { from: string; to: string; events: string[] }>();
  const add = (a: string, b: string, events: string[]): void => {
    const ancestor = commonAncestor(a, b);
    const from = below(a, ancestor), to = below(b, ancestor);
    if (from === to || from === '' || to === '') return;
    const edge = edges.get(`${from}>${to}`) ?? { from, to, events: [] };
    for (const event of events) if (!edge.events.includes(event)) edge.events.push(event);
    edges.set(`${from}>${to}`, edge);
  };
  for (const edge of chart.edges) {
    const source = edge.from === '' ? chart.root.initial : edge.from;
    if (source !== null && !edge.to.startsWith(`${source}.`) && !source.startsWith(`${edge.to}.`)) add(source, edge.to, edge.events);
  }
  const anywhere = chart.edges.filter((edge) => edge.from === '');
  for (const [from, to] of taken) add(from, to, anywhere.filter((edge) => below(to, '') === below(edge.to, '')).flatMap((edge) => edge.events));
  return [...edges.values()];
}

function measure(state: ChartState, room: number, edges: { from: string; to: string }[]): Block {
  if (state.states.length === 0) return { state, width: Math.ceil(textWidth(spell(state.key), 12.5)) + 22, height: STATE_HEIGHT, rows: [] };
  const inner = state.path === '' ? room : room - 2 * PAD;
  const rows: Block[][] = [];
  for (const layer of layersOf(state, edges)) {
    const compounds = layer.filter((child) => child.states.length > 0).length;
    const share = compounds > 1 ? (inner - GAP_X * (layer.length - 1)) / layer.length : inner;
    let row: Block[] = [], used = 0;
    for (const child of layer) {
      const block = measure(child, share, edges);
      if (row.length > 0 && used + GAP_X + block.width > inner) {
        rows.push(row);
        row = [];
        used = 0;
      }
      row.push(block);
      used += (row.length > 1 ? GAP_X : 0) + block.width;
    }
    rows.push(row);
  }
  const widest = Math.max(...rows.map((row) => row.reduce((sum, b) => sum + b.width, 0) + GAP_X * (row.length - 1)));
  const tall = rows.reduce((sum, row) => sum + Math.max(...row.map((b) => b.height)), 0) + GAP_Y * (rows.length - 1);
  const titled = textWidth(spell(state.key), 12.5) + 24;
  return { state, width: Math.ceil(Math.max(widest + 2 * PAD, titled)), height: tall + TITLE + 11, rows };
}

/** Children by their distance from the initial one, siblings in the chart's order; what cannot be reached stands last. */
function layersOf(parent: ChartState, edges: { from: string; to: string }[]): ChartState[][] {
  const distance = new Map<string, number>();
  const first = parent.initial === null ? parent.states[0]!.path : below(parent.initial, parent.path);
  let frontier = [first];
  for (let depth = 0; frontier.length > 0; depth++) {
    for (const path of frontier) distance.set(path, depth);
    frontier = [...new Set(edges.filter((edge) => frontier.includes(edge.from) && !distance.has(edge.to)).map((edge) => edge.to))]
      .filter((path) => parent.states.some((child) => child.path === path));
  }
  const last = Math.max(0, ...distance.values()) + 1;
  const layers: ChartState[][] = [];
  for (const child of parent.states) (layers[distance.get(child.path) ?? last] ??= []).push(child);
  return layers.filter((layer) => layer !== undefined);
}

const parentOf = (path: string): string => path.split('.').slice(0, -1).join('.');

/** Whether a state stands in the way of a straight arrow. */
function isBetween(state: Box, from: Box, to: Box): boolean {
  const top = Math.min(from.y + from.height, to.y + to.height), bottom = Math.max(from.y, to.y);
  const left = Math.max(from.x, to.x), right = Math.min(from.x + from.width, to.x + to.width);
  return state.y >= top && state.y + state.height <= bottom && state.x < right && state.x + state.width > left;
}

/** Around what stands between: down on the right-hand side, up on the left. */
function detour(from: Box, to: Box, between: readonly Box[]): string {
  const all = [from, to, ...between], down = to.y > from.y;
  const y1 = from.y + from.height / 2 + (down ? 4 : -4), y2 = to.y + to.height / 2 + (down ? -4 : 4);
  const out = 8 + Math.min(2, between.length) * 2;
  const side = down ? Math.max(...all.map((b) => b.x + b.width)) + out : Math.min(...all.map((b) => b.x)) - out;
  const x1 = down ? from.x + from.width : from.x, x2 = down ? to.x + to.width + 4 : to.x - 4;
  const r = 4, sign = down ? 1 : -1;
  return `M${x1},${y1}L${side - sign * r},${y1}Q${side},${y1} ${side},${y1 + sign * r}L${side},${y2 - sign * r}Q${side},${y2} ${side - sign * r},${y2}L${x2},${y2}`;
}

interface Box { x: number; y: number; width: number; height: number }

/** An arrow from box to box: straight down to the next layer, sideways between neighbours, around the outside when it leads back up. */
function arrow(from: Box, to: Box, paired: boolean): string {
  const middle = (box: Box): number => box.x + box.width / 2;
  const shift = paired ? 7 : 0;
  const tip = 4;
  if (to.y >= from.y + from.height) {
    const x1 = clamp(middle(to), from, 14) - shift, x2 = clamp(x1, to, 12);
    const y1 = from.y + from.height, y2 = to.y - tip;
    return `M${x1},${y1}C${x1},${y1 + (y2 - y1) * 0.6} ${x2},${y2 - (y2 - y1) * 0.6} ${x2},${y2}`;
  }
  if (to.y + to.height <= from.y) {
    const x1 = clamp(middle(to), from, 14) + shift, x2 = clamp(x1, to, 12);
    const y1 = from.y, y2 = to.y + to.height + tip;
    return `M${x1},${y1}C${x1},${y1 - (y1 - y2) * 0.6} ${x2},${y2 + (y1 - y2) * 0.6} ${x2},${y2}`;
  }
  const y = Math.max(from.y, to.y) + Math.min(from.height, to.height) / 2 + (from.x < to.x ? -shift : shift);
  const y1 = clampY(y, from), y2 = clampY(y, to);
  return from.x < to.x ? `M${from.x + from.width},${y1}L${to.x - tip},${y2}` : `M${from.x},${y1}L${to.x + to.width + tip},${y2}`;
}

const clamp = (x: number, box: Box, margin: number): number => Math.min(box.x + box.width - margin, Math.max(box.x + margin, x));
const clampY = (y: number, box: Box): number => Math.min(box.y + box.height - 8, Math.max(box.y + 8, y));
