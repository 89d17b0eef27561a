import { LANE, type LaneId } from './lanes.ts';
import { ROW } from './markers.ts';

export interface LanesLayout {
  /** Labels in a column on the left, or above their lanes. */
  form: 'wide' | 'narrow';
  plot: { x: number; width: number };
  markers: { y: number; height: number; rows: number };
  lanes: { id: LaneId; y: number; height: number }[];
  axis: { y: number };
  height: number;
}

const COLUMN = 104, AXIS = 28;
const NARROW_BELOW = 560;
/** Two lines of label must fit beside the lowest lane. */
const LEAST = 23;
/** Taller than that many times their natural height, lanes say no more. */
const MOST = 3;

const TALL = 1.5;

/** Where the time axis lies; it depends on nothing but the width. */
export const plotOf = (width: number): { x: number; width: number } =>
  width < NARROW_BELOW ? { x: 0, width: width - 1 } : { x: COLUMN, width: width - COLUMN - 16 };

/** What a low picture does without, first of all the first; who stands where, and who is hurt, it always tells. */
const DISPENSABLE: readonly LaneId[] = ['cost', 'latency', 'capacity', 'traffic'];

/** The lanes that a height has room for. */
export function lanesThatFit(lanes: readonly LaneId[], width: number, rows: number, height: number, tall: readonly LaneId[] = []): readonly LaneId[] {
  const fits = (some: readonly LaneId[]): boolean => layoutLanes(some, width, rows, height, tall).height <= height;
  return DISPENSABLE.reduce((left, id) => (fits(left) ? left : left.filter((lane) => lane !== id)), lanes);
}

/** Stacks the lanes from the top, below `rows` rows of markers; a given height is shared out in proportion to what each lane needs, as far as their labels allow. `tall` ones need half as much again. */
export function layoutLanes(lanes: readonly LaneId[], width: number, rows: number, height?: number, tall: readonly LaneId[] = []): LanesLayout {
  const narrow = width < NARROW_BELOW;
  const gap = narrow ? 28 : 10;
  const markers = { y: 0, height: rows * ROW + 12, rows };
  const stretched = (id: LaneId, by: number): number => Math.round(Math.max(LEAST, LANE[id].height * (LANE[id].fixed ? 1 : by)) * (tall.includes(id) ? TALL : 1));
  const fixed = markers.height + AXIS + gap * lanes.length;
  const room = (height ?? Infinity) - fixed;
  let stretch = height === undefined ? 1 : MOST;
  while (stretch > 0 && lanes.reduce((sum, id) => sum + stretched(id, stretch), 0) > room) stretch -= 0.02;
  let y = markers.height + (narrow ? 20 : 4);
  const placed = lanes.map((id) => {
    const lane = { id, y, height: stretched(id, stretch) };
    y += lane.height + gap;
    return lane;
  });
  const axis = { y: y - gap + 6 };
  return {
    form: narrow ? 'narrow' : 'wide', plot: plotOf(width),
    markers, lanes: placed, axis, height: axis.y + AXIS,
  };
}
