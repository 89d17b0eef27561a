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

/** Full machines up to here, small ones up to `COMPACT_MOST`, cells beyond. */
const FULL_MOST = 24, COMPACT_MOST = 64;
const FORM_NARROW_BELOW = 620;

/**
 * Lays the stage out for a number of places. On wide pages the servers fill the height they are given; the number of columns is
 * the one that makes the tiles largest without making them bulky.
 */
export function layoutStage(places: number, width: number, budget = heightFor(width)): StageLayout {
  return width < FORM_NARROW_BELOW ? narrow(places, width) : wide(places, width, budget);
}

const heightFor = (width: number): number => Math.min(560, Math.max(214, Math.round(width * 0.236)));

function wide(places: number, width: number, budget: number): StageLayout {
  const kind: TileKind = places <= FULL_MOST ? 'full' : places <= COMPACT_MOST ? 'compact' : 'cell';
  const top = 26, unit = Math.min(1.9, Math.max(1, width / 920));
  const users: Box = { x: 0, y: top, width: Math.round(68 * unit), height: budget };
  const router: Box = { x: Math.round(163 * unit), y: top, width: Math.round(14 * unit), height: budget };
  const left = Math.round(282 * unit);
  const grid: Box = { x: left, y: top, width: width - left - 1, height: budget };
  const gap = kind === 'full' ? { x: 14, y: 13 } : kind === 'compact' ? { x: 10, y: 9 } : { x: 4, y: 4 };
  const limit = kind === 'full' ? { width: 190, height: 118, thin: 96 } : kind === 'compact' ? { width: 92, height: 54, thin: 44 } : { width: 20, height: 20, thin: 8 };
  const aspect = kind === 'cell' ? 1 : 1.72;
  let best = { columns: 1, tile: { width: 0, height: 0 }, area: -1 };
  for (let columns = 1; columns <= places; columns++) {
    const rows = Math.ceil(places / columns);
    const roomX = Math.min(limit.width, (grid.width - (columns - 1) * gap.x) / columns);
    const roomY = Math.min(limit.height, (grid.height - (rows - 1) * gap.y) / rows);
    if (roomX <= 0 || roomY <= 0) continue;
    // A tile may be a little wider or slimmer than its ideal shape before room goes to waste.
    const tileWidth = Math.floor(Math.min(roomX, roomY * aspect * 1.25));
    const tileHeight = Math.floor(Math.min(roomY, (tileWidth / aspect) * 1.2));
    const area = tileWidth * tileHeight * (tileWidth < limit.thin ? 0.5 : 1);
    if (area > best.area) best = { columns, tile: { width: tileWidth, height: tileHeight }, area };
  }
  const rows = Math.ceil(places / best.columns);
  const tile = kind === 'cell' ? { width: Math.max(6, best.tile.width), height: Math.max(6, best.tile.width) } : best.tile;
  const tall = rows * tile.height + (rows - 1) * gap.y;
  const height = Math.max(kind === 'full' ? 150 : 190, tall);
  users.height = router.height = height;
  grid.height = tall;
  grid.y = top + Math.floor((height - tall) / 2);
  return { form: 'wide', kind, width, height: top + height + 2, users, router, grid, columns: best.columns, rows, tile, gap };
}

function narrow(places: number, width: number): StageLayout {
  const kind: TileKind = places <= FULL_MOST ? 'full' : places <= COMPACT_MOST ? 'compact' : 'cell';
  const users: Box = { x: 0, y: 20, width, height: 12 };
  const router: Box = { x: 0, y: 72, width, height: 12 };
  const top = 142;
  const gap = kind === 'full' ? { x: 12, y: 12 } : kind === 'compact' ? { x: 9, y: 8 } : { x: 4, y: 4 };
  const columns = kind === 'full' ? (places <= 2 ? places : places <= 9 && width < 480 ? Math.min(places === 4 ? 2 : 3, places) : 4) : kind === 'compact' ? Math.floor((width + gap.x) / (46 + gap.x)) : Math.floor((width + gap.x) / (13 + gap.x));
  const tileWidth = Math.floor((width - 2 - (columns - 1) * gap.x - (kind === 'full' ? 6 : 4)) / columns);
  const tileHeight = kind === 'full' ? Math.min(86, Math.max(60, Math.round(tileWidth * 0.62))) : kind === 'compact' ? 32 : tileWidth;
  const rows = Math.ceil(places / columns);
  const tall = rows * tileHeight + (rows - 1) * gap.y;
  const inset = kind === 'full' ? 6 : 4;
  return {
    form: 'narrow', kind, width, height: top + tall + 4, users, router, grid: { x: inset, y: top, width: width - inset, height: tall },
    columns, rows, tile: { width: tileWidth, height: tileHeight }, gap,
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
