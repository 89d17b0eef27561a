import { fit, RULES, type Size } from './fit.ts';

/** How a server is drawn: as a full machine, a small one, or a cell among hundreds. */
export type TileKind = 'full' | 'compact' | 'cell';

export interface Box { x: number; y: number; width: number; height: number }

/** One pool's part of the servers: its tiles, the line above them, and the gate at which its requests arrive. */
export interface GroupBox extends Box {
  /** Its places are `from` and the `count − 1` after it. */
  from: number;
  count: number;
  /** Baselines of its header, one or two lines; none where there is one group only. */
  lines: number[];
  /** Middle and height of its gate, for all requests; a share of them takes that share of it. */
  gate: { y: number; height: number };
}

export interface StageLayout {
  /** Users and router to the left of the servers, or as strips above them. */
  form: 'wide' | 'narrow';
  kind: TileKind;
  width: number;
  height: number;
  users: Box;
  router: Box;
  grid: Box;
  groups: GroupBox[];
  columns: number;
  tile: Size;
  /** Streets between the tiles, along which requests travel. */
  gap: { x: number; y: number };
  /** Where requests for a group pass its gate; groups of their own have one on wide pages. */
  gateX: number | null;
  /** Baseline of the line that explains the marks, below the servers; null = it stands above them. */
  legend: number | null;
}

const NARROW_BELOW = 620;
/** From one group's tiles to the next one's: air, and the line of the header. */
const GROUP_GAP = 28, GROUP_GAP_NARROW = 50;
/** Line of the legend below the groups. */
const LEGEND = 20;

/**
 * Lays the stage out for a number of places, or for groups of them that stand one below the other. On wide pages the servers fill the
 * height they are given; the number of columns is the one that makes the tiles largest without making them bulky. The fullest kind of
 * tile that still has room to be read is taken.
 */
export function layoutStage(places: number | readonly number[], width: number, budget = heightFor(width)): StageLayout {
  const counts = typeof places === 'number' ? [places] : places;
  return width < NARROW_BELOW ? narrow(counts, width) : wide(counts, width, budget);
}

const heightFor = (width: number): number => Math.min(560, Math.max(214, Math.round(width * 0.236)));

function wide(counts: readonly number[], width: number, budget: number): StageLayout {
  const isGrouped = counts.length > 1;
  const top = 26, unit = Math.min(1.9, Math.max(1, width / 920));
  const left = Math.round(282 * unit);
  const between = (counts.length - 1) * GROUP_GAP;
  const room: Size = { width: width - left - 1, height: budget - between - (isGrouped ? LEGEND : 0) };
  const { rule, columns, tile } = fit(counts, room);
  const least = rule.kind === 'full' ? 150 : 190;
  const tilesTall = counts.reduce((sum, count) => sum + tall(count, columns, tile.height, rule.gap.y), 0);
  // Air that is left goes between the groups.
  const spare = isGrouped ? Math.max(0, Math.min(22 * counts.length, (budget - LEGEND - between - tilesTall) / counts.length)) : 0;
  const whole = tilesTall + between + spare * (counts.length - 1);
  const height = Math.max(least - (isGrouped ? LEGEND : 0), whole);
  const grid: Box = { x: left, y: top + Math.floor((height - whole) / 2), width: room.width, height: whole };
  const groups = stack(counts, grid, columns, tile.height, rule.gap.y, GROUP_GAP + spare, isGrouped ? [-12] : []);
  const users: Box = { x: 0, y: top, width: Math.round(68 * unit), height };
  const router: Box = { x: Math.round(163 * unit), y: top, width: Math.round(14 * unit), height };
  return {
    form: 'wide', kind: rule.kind, width, height: top + height + 8 + (isGrouped ? LEGEND : 0), users, router, grid, groups, columns, tile, gap: rule.gap,
    gateX: isGrouped ? left - Math.round(28 * unit) : null, legend: isGrouped ? top + height + 20 : null,
  };
}

const tall = (count: number, columns: number, tile: number, gap: number): number => {
  const rows = Math.ceil(count / columns);
  return rows * tile + (rows - 1) * gap;
};

/** Groups one below the other. `lines`: baselines of their headers, above their tiles. */
function stack(counts: readonly number[], grid: Box, columns: number, tile: number, gap: number, between: number, lines: readonly number[]): GroupBox[] {
  let y = grid.y, from = 0;
  const boxes = counts.map((count) => {
    const height = tall(count, columns, tile, gap);
    const box = { x: grid.x, y, width: grid.width, height, from, count, lines: lines.map((line) => y + line) };
    y += height + between;
    from += count;
    return box;
  });
  // All gates have one scale, or their shares could not be compared.
  const most = Math.min(...boxes.map(({ height }) => height));
  return boxes.map((box) => ({ ...box, gate: { y: box.y + box.height / 2, height: most } }));
}

/** Users and router as strips on top, servers below, as high as they need. */
function narrow(counts: readonly number[], width: number): StageLayout {
  const places = counts.reduce((sum, count) => sum + count, 0), isGrouped = counts.length > 1;
  const users: Box = { x: 0, y: 20, width, height: 12 };
  const router: Box = { x: 0, y: 72, width, height: 12 };
  const top = isGrouped ? 158 : 142;
  const rule = RULES[places <= 28 ? 0 : places <= 70 ? 1 : 2]!;
  const inset = rule.kind === 'full' ? 6 : 4, most = Math.max(...counts);
  const fits = (tile: number): number => Math.max(1, Math.floor((width - inset + rule.gap.x) / (tile + rule.gap.x)));
  const columns = rule.kind === 'compact' ? fits(46) : rule.kind === 'cell' ? fits(13) : most <= 2 ? most : isGrouped ? fewestRows(counts) : most === 4 ? 2 : most <= 9 ? 3 : 4;
  const tileWidth = Math.floor((width - 1 - inset - (columns - 1) * rule.gap.x) / columns);
  const tileHeight = rule.kind === 'full' ? Math.min(86, Math.max(56, Math.round(tileWidth * 0.62))) : rule.kind === 'compact' ? 32 : tileWidth;
  const height = counts.reduce((sum, count) => sum + tall(count, columns, tileHeight, rule.gap.y), 0) + (counts.length - 1) * GROUP_GAP_NARROW;
  const grid: Box = { x: inset, y: top, width: width - inset, height };
  return {
    form: 'narrow', kind: rule.kind, width, height: top + height + 8, users, router, grid,
    groups: stack(counts, grid, columns, tileHeight, rule.gap.y, GROUP_GAP_NARROW, isGrouped ? [-28, -12] : []),
    columns, tile: { width: tileWidth, height: tileHeight }, gap: rule.gap, gateX: null, legend: null,
  };
}

/** Three columns of large tiles, or four where those save a row. */
const fewestRows = (counts: readonly number[]): number => {
  const rows = (columns: number): number => counts.reduce((sum, count) => sum + Math.ceil(count / columns), 0);
  return rows(4) < rows(3) ? 4 : 3;
};

/** The group that a place belongs to. */
export const groupOf = ({ groups }: StageLayout, place: number): GroupBox => groups.findLast(({ from }) => from <= place) ?? groups[0]!;

/** The box of a place, rows of its group filled from the left. */
export function boxOf(layout: StageLayout, place: number): Box {
  const { tile, gap, columns } = layout, group = groupOf(layout, place);
  const column = (place - group.from) % columns, row = Math.floor((place - group.from) / columns);
  return { x: group.x + column * (tile.width + gap.x), y: group.y + row * (tile.height + gap.y), width: tile.width, height: tile.height };
}

/** The place under a point, or −1. */
export function placeAt(layout: StageLayout, x: number, y: number): number {
  const { tile, gap, columns } = layout;
  const group = layout.groups.find((box) => y >= box.y && y < box.y + box.height + gap.y);
  if (group === undefined) return -1;
  const column = Math.floor((x - group.x) / (tile.width + gap.x)), row = Math.floor((y - group.y) / (tile.height + gap.y));
  const place = row * columns + column;
  return column < 0 || column >= columns || row < 0 || place >= group.count ? -1 : group.from + place;
}
