import type { Box } from '../../views/stage/layout.ts';

/** Where things stand on a small stage: a hundred dots for the users, the router's bar, a square for each server. */
export interface MiniLayout {
  /** Middle of the first dot, and from one to the next. */
  users: { x: number; y: number; across: number; down: number };
  bar: Box;
  /** Left edge of the servers. */
  grid: number;
  boxOf(place: number): Box;
}

/** Dots that stand for all users, so that each is one in a hundred. */
export const USER_DOTS = 100;
const COLUMNS = 10, ROWS = USER_DOTS / COLUMNS;
/** Most that the users may take of the width. */
const USERS_SHARE = 0.36;
const BAR = 9, AROUND_BAR = 13, GROUP_GAP = 7;
/** Squares that grow beyond this look like tiles that have nothing to say. */
const SIDE_MOST = 22, SIDE_LEAST = 2;

/** @param groups servers that must find room, pool by pool where pools stand apart */
export function miniLayout(groups: readonly number[], width: number, height: number, top = 0): MiniLayout {
  const down = height / ROWS, across = Math.min(down, (width * USERS_SHARE) / COLUMNS);
  const bar: Box = { x: across * COLUMNS + AROUND_BAR, y: top, width: BAR, height };
  const grid = bar.x + BAR + AROUND_BAR;
  const { columns, side, gap } = squares(groups, width - grid - 1, height);
  const starts = startsOf(groups, columns, side, gap);
  // What is left of the height goes above and below alike, so that servers stand beside the middle of the bar.
  const shift = top + Math.max(0, (height - starts.height) / 2);
  return {
    users: { x: across / 2, y: top + down / 2, across, down },
    bar,
    grid,
    boxOf(place) {
      const group = starts.groups.findLast(({ from }) => from <= place)!, at = place - group.from;
      return { x: grid + (at % columns) * (side + gap), y: shift + group.y + Math.floor(at / columns) * (side + gap), width: side, height: side };
    },
  };
}

/** The number of columns with which the squares become largest. */
function squares(groups: readonly number[], width: number, height: number): { columns: number; side: number; gap: number } {
  const gap = groups.reduce((sum, count) => sum + count, 0) > 60 ? 2 : 4;
  let best = { columns: 1, side: SIDE_LEAST, gap };
  for (let columns = 1; columns <= Math.max(...groups); columns++) {
    const rows = groups.reduce((sum, count) => sum + Math.ceil(count / columns), 0);
    const room = height - (rows - groups.length) * gap - (groups.length - 1) * GROUP_GAP;
    const side = Math.min(SIDE_MOST, (width - (columns - 1) * gap) / columns, room / rows);
    if (side > best.side) best = { columns, side: Math.floor(side * 2) / 2, gap };
  }
  return best;
}

function startsOf(groups: readonly number[], columns: number, side: number, gap: number): { groups: { from: number; y: number }[]; height: number } {
  let from = 0, y = 0;
  const starts = groups.map((count) => {
    const start = { from, y };
    from += count;
    y += Math.ceil(count / columns) * (side + gap) - gap + GROUP_GAP;
    return start;
  });
  return { groups: starts, height: y - GROUP_GAP };
}
