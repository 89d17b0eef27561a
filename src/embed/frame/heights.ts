import type { Trace } from '../../sim/index.ts';
import { tallLanes, type LaneId } from '../../ui/views/lanes/lanes.ts';
import { lanesThatFit, layoutLanes } from '../../ui/views/lanes/layout.ts';
import { layoutStage } from '../../ui/views/stage/layout.ts';
import { placesOf } from '../../ui/views/stage/places.ts';

/** Air between two pictures, CSS pixels. */
export const GAP = 14;
/** Rows of markers that the lanes of a run may need above them. */
const MARKER_ROWS = 2;
/** A stage is no lower than this: its servers, and what stands above and below them. */
const STAGE_LEAST = 130, STAGE_AROUND = 56;

export type Picture = { kind: 'stage' } | { kind: 'lanes'; lanes: readonly LaneId[] };

/**
 * How high each picture may be, so that together they fill a height; `undefined` = as high as it comes, and the frame scrolls. Lanes are
 * given what they need first, the stage what its servers can use of the rest, and what is left makes the lanes taller.
 */
export function heightsOf(pictures: readonly Picture[], trace: Trace, { width, height, zoom }: { width: number; height: number; zoom: number }): (number | undefined)[] {
  const inner = width / zoom, room = height / zoom - GAP * (pictures.length - 1);
  const places = placesOf(trace).groups;
  const needed = pictures.map((picture) => (picture.kind === 'lanes' ? lanesHeight(picture.lanes, inner, trace) : 0));
  const lanes = needed.reduce((sum, need) => sum + need, 0), stages = pictures.filter(({ kind }) => kind === 'stage').length;
  const servers = Math.max(STAGE_LEAST, (room - lanes) / Math.max(1, stages) - STAGE_AROUND);
  const taken = stages * layoutStage(places, Math.max(320, inner), servers).height;
  const left = room - taken;
  return pictures.map((picture, i) => {
    if (picture.kind === 'stage') return servers * zoom;
    const share = Math.floor((left * needed[i]!) / lanes);
    const fits = lanesThatFit(picture.lanes, inner, MARKER_ROWS, share, tallLanes(trace)).length === picture.lanes.length;
    return fits || picture.lanes.length > MOST_NAMED ? Math.max(share, LANES_LEAST) * zoom : undefined;
  });
}

/** Lanes asked for one by one are all shown, if need be by scrolling; of the whole timeline a low frame leaves some out. */
const MOST_NAMED = 6;
const LANES_LEAST = 120;

const lanesHeight = (lanes: readonly LaneId[], width: number, trace: Trace): number => layoutLanes(lanes, width, MARKER_ROWS, undefined, tallLanes(trace)).height;
