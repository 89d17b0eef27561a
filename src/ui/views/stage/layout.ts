/** How a server is drawn: as a full machine, a small one, or a cell among hundreds. */
export type TileKind = 'full' | 'compact' | 'cell';

export interface Box { x: number; y: number; width: number; height: number }

export interface StageLayout {
  /** Users and router to the left of the servers, or as strips above them. */
  form: 'wide' | 'narrow';
  kind: TileKind;
  width: number;
  height: number;
  users: Box;
  router: Box;
  grid: Box;
  columns: number;
  rows: number;
  tile: { width: number; height: number };
  /** Streets between the tiles, along which requests travel. */
  gap: { x: number; y: number };
}

/** How each kind is drawn: streets between tiles, the most and the least that a tile may measure, its ideal shape. */
interface KindRule { kind: TileKind; gap: { x: number; y: number }; most: Size; least: Size; shape: number }
interface Size { width: number; height: number }
const RULES: KindRule[] = [
  { kind: 'full', gap: { x: 14, y: 13 }, most: { width: 290, height: 124 }, least: { width: 74, height: 46 }, shape: 1.75 },
  { kind: 'compact', gap: { x: 9, y: 8 }, most: { width: 92, height: 54 }, least: { width: 31, height: 23 }, shape: 1.4 },
  { kind: 'cell', gap: { x: 4, y: 4 }, most: { width: 24, height: 24 }, least: { width: 0, height: 0 }, shape: 1 },
];
const CELL_LEAST = 6;
const NARROW_BELOW = 620;

/**
 * Lays the stage out for a number of places. On wide pages the servers fill the height they are given; the number of columns is
 * the one that makes the tiles largest without making them bulky. The fullest kind of tile that still has room to be read is taken.
 */
export function layoutStage(places: number, width: number, budget = heightFor(width)): StageLayout {
  return width < NARROW_BELOW ? narrow(places, width) : wide(places, width, budget);
}

const heightFor = (width: number): number => Math.min(560, Math.max(214, Math.round(width * 0.236)));

function wide(places: number, width: number, budget: number): StageLayout {
  const top = 26, unit = Math.min(1.9, Math.max(1, width / 920));
  const users: Box = { x: 0, y: top, width: Math.round(68 * unit), height: budget };
  const router: Box = { x: Math.round(163 * unit), y: top, width: Math.round(14 * unit), height: budget };
  const left = Math.round(282 * unit);
  const room: Size = { width: width - left - 1, height: budget };
  const { rule, columns, tile } = fit(places, room);
  const rows = Math.ceil(places / columns);
  const tall = rows * tile.height + (rows - 1) * rule.gap.y;
  const height = Math.max(rule.kind === 'full' ? 150 : 190, tall);
  users.height = router.height = height;
  const grid: Box = { x: left, y: top + Math.floor((height - tall) / 2), width: room.width, height: tall };
  return { form: 'wide', kind: rule.kind, width, height: top + height + 8, users, router, grid, columns, rows, tile, gap: rule.gap };
}

function fit(places: number, room: Size): { rule: KindRule; columns: number; tile: Size } {
  for (const rule of RULES) {
    const best = largest(places, room, rule);
    if (rule.kind === 'cell') return { rule, columns: best.columns, tile: square(best.tile) };
    if (best.tile.width >= rule.least.width && best.tile.height >= rule.least.height) return { rule, ...best };
  }
  throw new RangeError('the last kind of tile fits always');
}

const square = ({ width, height }: Size): Size => {
  const side = Math.max(CELL_LEAST, Math.min(width, height));
  return { width: side, height: side };
};

/** The columns that give the largest tiles; a tile may be a little wider or slimmer than its ideal shape before room goes to waste. */
function largest(places: number, room: Size, { gap, most, least, shape }: KindRule): { columns: number; tile: Size } {
  let best = { columns: places, tile: { width: 0, height: 0 } };
  for (let columns = 1; columns <= places; columns++) {
    const rows = Math.ceil(places / columns);
    const roomX = Math.min(most.width, (room.width - (columns - 1) * gap.x) / columns);
    const roomY = Math.min(most.height, (room.height - (rows - 1) * gap.y) / rows);
    if (roomX <= 0 || roomY <= 0) continue;
    const width = Math.floor(Math.min(roomX, roomY * shape * 1.7));
    const height = Math.floor(Math.min(roomY, (width / shape) * 1.2));
    const isReadable = (tile: Size): boolean => tile.width >= least.width && tile.height >= least.height;
    const tile = { width, height };
    const isBetter = isReadable(tile) === isReadable(best.tile) ? width * height >= best.tile.width * best.tile.height : isReadable(tile);
    if (isBetter) best = { columns, tile };
  }
  return best;
}

/** Users and router as strips on top, servers below, as high as they need. */
function narrow(places: number, width: number): StageLayout {
  const users: Box = { x: 0, y: 20, width, height: 12 };
  const router: Box = { x: 0, y: 72, width, height: 12 };
  const top = 142;
  const rule = RULES[places <= 28 ? 0 : places <= 70 ? 1 : 2]!;
  const inset = rule.kind === 'full' ? 6 : 4;
  const fits = (tile: number): number => Math.max(1, Math.floor((width - inset + rule.gap.x) / (tile + rule.gap.x)));
  const columns = rule.kind === 'compact' ? fits(46) : rule.kind === 'cell' ? fits(13) : places <= 2 ? places : places === 4 ? 2 : places <= 9 ? 3 : 4;
  const tileWidth = Math.floor((width - 1 - inset - (columns - 1) * rule.gap.x) / columns);
  const tileHeight = rule.kind === 'full' ? Math.min(86, Math.max(56, Math.round(tileWidth * 0.62))) : rule.kind === 'compact' ? 32 : tileWidth;
  const rows = Math.ceil(places / columns);
  const tall = rows * tileHeight + (rows - 1) * rule.gap.y;
  return {
    form: 'narrow', kind: rule.kind, width, height: top + tall + 8, users, router, grid: { x: inset, y: top, width: width - inset, height: tall },
    columns, rows, tile: { width: tileWidth, height: tileHeight }, gap: rule.gap,
  };
}

/** The box of a place, rows filled from the left. */
export function boxOf(layout: StageLayout, place: number): Box {
  const column = place % layout.columns, row = Math.floor(place / layout.columns);
  return {
    x: layout.grid.x + column * (layout.tile.width + layout.gap.x), y: layout.grid.y + row * (layout.tile.height + layout.gap.y),
    width: layout.tile.width, height: layout.tile.height,
  };
}

/** The place under a point, or −1. */
export function placeAt(layout: StageLayout, x: number, y: number): number {
  const column = Math.floor((x - layout.grid.x) / (layout.tile.width + layout.gap.x));
  const row = Math.floor((y - layout.grid.y) / (layout.tile.height + layout.gap.y));
  return column < 0 || column >= layout.columns || row < 0 || row >= layout.rows ? -1 : row * layout.columns + column;
}
