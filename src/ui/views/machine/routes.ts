import type { LiftedEdge } from './edges.ts';

/** A path's `d`, from border to border, with the tip where it ends. */
export type Route = string;
interface Box { x: number; y: number; width: number; height: number; kind: 'box' | 'state' | 'shut' }

const BEND = 5, PORT = 4, ROW = 11;

/**
 * Which channel each arrow takes beside the states that it passes: those of one parent that overlap, and go the same way, take
 * different ones, the shortest nearest to the states.
 */
export function assignChannels(edges: readonly LiftedEdge[], rowOf: (path: string) => number, parentOf: (path: string) => string): Map<LiftedEdge, number> {
  const channels = new Map<LiftedEdge, number>();
  const spanOf = ({ from, to }: LiftedEdge): [number, number] => [Math.min(rowOf(from), rowOf(to)), Math.max(rowOf(from), rowOf(to))];
  const lengthOf = (edge: LiftedEdge): number => spanOf(edge)[1] - spanOf(edge)[0];
  const meet = (a: LiftedEdge, b: LiftedEdge): boolean => {
    // Arrows to the same state may share the end of their way, and those from the same state its beginning.
    if (a.to === b.to || a.from === b.from) return false;
    const [top, bottom] = spanOf(a), [otherTop, otherBottom] = spanOf(b);
    return top < otherBottom && otherTop < bottom;
  };
  const goesDown = ({ from, to }: LiftedEdge): boolean => rowOf(to) > rowOf(from);
  for (const edge of edges.toSorted((a, b) => lengthOf(a) - lengthOf(b))) {
    const rivals = [...channels].filter(([other]) => parentOf(other.from) === parentOf(edge.from) && goesDown(other) === goesDown(edge) && meet(edge, other));
    let channel = 0;
    while (rivals.some(([, taken]) => taken === channel)) channel++;
    channels.set(edge, channel);
  }
  return channels;
}

/** To the next state or back from it: straight, to the side where the way back runs beside it. */
export function inLine(from: Box, to: Box, middle: number, isPaired: boolean): Route {
  const isDown = to.y > from.y;
  const x = middle + (isPaired ? (isDown ? -8 : 8) : 0);
  return isDown ? `M${x},${from.y + from.height}V${to.y}` : `M${x},${from.y}V${to.y + to.height}`;
}

/** Down on the right-hand side; boxes are left at their foot and entered at their title. */
export function down(from: Box, to: Box, channel: number): Route {
  const y1 = from.kind === 'box' ? from.y + from.height - ROW : from.y + ROW + PORT, y2 = to.y + ROW - PORT;
  return around(from.x + from.width, y1, to.x + to.width, y2, channel, 1);
}

/** Up on the left-hand side. */
export function up(from: Box, to: Box, channel: number): Route {
  const y1 = from.y + ROW - PORT, y2 = to.kind === 'box' ? to.y + to.height - ROW : to.y + ROW + PORT;
  return around(from.x, y1, to.x, y2, channel, -1);
}

function around(x1: number, y1: number, x2: number, y2: number, channel: number, side: 1 | -1): Route {
  const turn = y2 > y1 ? 1 : -1, near = channel - side * BEND;
  return `M${x1},${y1}H${near}Q${channel},${y1} ${channel},${y1 + turn * BEND}V${y2 - turn * BEND}Q${channel},${y2} ${near},${y2}H${x2}`;
}
