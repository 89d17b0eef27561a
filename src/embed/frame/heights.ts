import type { Trace } from '../../sim/index.ts';
import { LANES, tallLanes, type LaneId } from '../../ui/views/lanes/lanes.ts';
import { lanesThatFit, layoutLanes } from '../../ui/views/lanes/layout.ts';
import { layoutStage } from '../../ui/views/stage/layout.ts';
import { placesOf } from '../../ui/views/stage/places.ts';

/** Air between two pictures, CSS pixels. */
export const GAP = 14;
/** Rows of markers that the lanes of a run may need above them. */
const MARKER_ROWS = 2;
/** A stage is no lower than this: its servers, and what stands above and below them. */
const STAGE_LEAST = 130, STAGE_AROUND = 56;
/** Where there is room, pictures are drawn larger, by these steps, as long as a server keeps so much paper to be read on. */
const ZOOMS = [1.9, 1.75, 1.6, 1.45, 1.3, 1.15, 1];
const COMFORT = { width: 126, height: 78 };
/** No picture is laid out for less; what is narrower is drawn smaller. */
const NARROWEST = 320;
/** Narrower than this, the stage would be laid out for a phone. */
const WIDE_FROM = 640;

export type Picture = { kind: 'stage' } | { kind: 'lanes'; lanes: readonly LaneId[] };

/** Pictures with their place: CSS pixels of height, `undefined` = as high as it comes, and the frame scrolls. */
export interface Plan {
  zoom: number;
  pictures: readonly { picture: Picture; height: number | undefined }[];
}

interface Room { width: number; height: number; zoom: number }

/**
 * Shares a frame out among pictures. Lanes are given what they need first, the stage what its servers can use of the rest, and what is left
 * makes the lanes taller. Where it is all too much, either the frame scrolls, or the lanes are dropped: those that nobody asked for by name.
 */
export function share(pictures: readonly Picture[], trace: Trace, tooMuch: 'scroll' | 'drop', frame: Room): Plan {
  const room = { ...frame, zoom: Math.min(frame.zoom, frame.width / NARROWEST) };
  const stages = pictures.filter(({ kind }) => kind === 'stage');
  if (tooMuch === 'drop' && stages.length > 0 && stages.length < pictures.length && overflow(pictures, trace, room) > 0) return share(stages, trace, tooMuch, room);
  const zoom = room.zoom * (ZOOMS.find((by) => by === 1 || isComfortable(pictures, trace, { ...room, zoom: room.zoom * by })) ?? 1);
  return { zoom, pictures: divided(pictures, trace, { ...room, zoom }) };
}

function divided(pictures: readonly Picture[], trace: Trace, room: Room): Plan['pictures'] {
  const { needed, servers, stage } = needs(pictures, trace, room), { zoom, inner, height } = measured(pictures, room);
  const lanes = needed.reduce((sum, need) => sum + need, 0);
  const left = height - stage;
  return pictures.map((picture, i) => {
    if (picture.kind === 'stage') return { picture, height: servers * zoom };
    const part = Math.floor((left * needed[i]!) / lanes);
    const fits = lanesThatFit(picture.lanes, inner, MARKER_ROWS, part, tallLanes(trace)).length === picture.lanes.length;
    // Of the whole timeline a low frame leaves some lanes out; those that were asked for one by one are all there.
    return { picture, height: fits || picture.lanes.length === LANES.length ? Math.max(part, LANES_LEAST) * zoom : undefined };
  });
}

/** A timeline lower than this has no lane to show. */
const LANES_LEAST = 120;

const measured = (pictures: readonly Picture[], { width, height, zoom }: Room): { zoom: number; inner: number; height: number } =>
  ({ zoom, inner: width / zoom, height: height / zoom - GAP * (pictures.length - 1) });

/** What the pictures take, in pixels before the zoom: the lanes each, the servers of a stage, and all stages. */
function needs(pictures: readonly Picture[], trace: Trace, room: Room): { needed: number[]; servers: number; stage: number; tile: { width: number; height: number } | null } {
  const { inner, height } = measured(pictures, room);
  const needed = pictures.map((picture) => (picture.kind === 'lanes' ? layoutLanes(picture.lanes, inner, MARKER_ROWS, undefined, tallLanes(trace)).height : 0));
  const stages = pictures.filter(({ kind }) => kind === 'stage').length;
  const servers = Math.max(STAGE_LEAST, (height - needed.reduce((sum, need) => sum + need, 0)) / Math.max(1, stages) - STAGE_AROUND);
  const layout = layoutStage(placesOf(trace).groups, inner, servers);
  return { needed, servers, stage: stages * layout.height, tile: stages > 0 && layout.kind === 'full' ? layout.tile : null };
}

/** By how much the pictures are too high. */
function overflow(pictures: readonly Picture[], trace: Trace, room: Room): number {
  const { needed, stage } = needs(pictures, trace, room);
  return needed.reduce((sum, need) => sum + need, stage) - measured(pictures, room).height;
}

function isComfortable(pictures: readonly Picture[], trace: Trace, room: Room): boolean {
  const { tile } = needs(pictures, trace, room);
  return tile !== null && tile.width >= COMFORT.width && tile.height >= COMFORT.height && room.width / room.zoom >= WIDE_FROM && overflow(pictures, trace, room) <= 0;
}
