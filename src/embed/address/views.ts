import { LANES, type LaneId } from '../../ui/views/lanes/lanes.ts';

/** What an embed can show beside the lanes of the timeline, which go by their own names. */
export const VIEWS = ['sentence', 'stage', 'timeline', ...LANES, 'numbers', 'twin'] as const;
export type View = (typeof VIEWS)[number];

/** Who is served by what, how the rollout stands, and whom it hurts. */
export const USUAL_VIEWS: readonly View[] = ['stage', 'state', 'failed'];

/** One piece of the frame, from the top. Lanes that follow each other share one time axis. */
export type Piece = { kind: 'sentence' | 'stage' | 'numbers' | 'twin' } | { kind: 'lanes'; lanes: readonly LaneId[] };

const isLane = (view: View): view is LaneId => (LANES as readonly string[]).includes(view);

export function piecesOf(views: readonly View[]): Piece[] {
  const pieces: Piece[] = [];
  for (const view of views) {
    const last = pieces.at(-1);
    const lanes = view === 'timeline' ? LANES : isLane(view) ? [view] : null;
    if (lanes === null) pieces.push({ kind: view as Exclude<View, LaneId | 'timeline'> });
    else if (last?.kind === 'lanes') pieces[pieces.length - 1] = { kind: 'lanes', lanes: [...new Set([...last.lanes, ...lanes])] };
    else pieces.push({ kind: 'lanes', lanes });
  }
  return pieces;
}
