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

/** Where the time axis lies; it depends on nothing but the width. */
export const plotOf = (width: number): { x: number; width: number } =>
  width < NARROW_BELOW ? { x: 0, width: width - 1 } : { x: COLUMN, width: width - COLUMN - 16 };

/** Stacks the lanes from the top, below `rows` rows of markers; a given height is shared out in proportion to what each lane needs. */
export function layoutLanes(lanes: readonly LaneId[], width: number, rows: number, height?: number): LanesLayout {
  const narrow = width < NARROW_BELOW;
  const gap = narrow ? 28 : 12;
  const markers = { y: 0, height: rows * ROW + 12, rows };
  const natural = lanes.reduce((sum, lane) => sum + LANE[lane].height, 0);
  const fixed = markers.height + AXIS + gap * lanes.length;
  const stretch = height === undefined ? 1 : Math.min(3, Math.max(0.6, (height - fixed) / natural));
  let y = markers.height + (narrow ? 20 : 4);
  const placed = lanes.map((id) => {
    const lane = { id, y, height: Math.max(LEAST, Math.round(LANE[id].height * stretch)) };
    y += lane.height + gap;
    return lane;
  });
  const axis = { y: y - gap + 6 };
  return {
    form: narrow ? 'narrow' : 'wide', plot: plotOf(width),
    markers, lanes: placed, axis, height: axis.y + AXIS,
  };
}
