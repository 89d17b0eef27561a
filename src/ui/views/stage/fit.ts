import type { TileKind } from './layout.ts';

export interface Size { width: number; height: number }

/** How each kind is drawn: streets between tiles, the most and the least that a tile may measure, its ideal shape. */
export interface KindRule { kind: TileKind; gap: { x: number; y: number }; most: Size; least: Size; shape: number }

export const RULES: KindRule[] = [
  { kind: 'full', gap: { x: 14, y: 13 }, most: { width: 290, height: 124 }, least: { width: 74, height: 46 }, shape: 1.75 },
  { kind: 'compact', gap: { x: 9, y: 8 }, most: { width: 92, height: 54 }, least: { width: 31, height: 23 }, shape: 1.4 },
  { kind: 'cell', gap: { x: 4, y: 4 }, most: { width: 24, height: 24 }, least: { width: 0, height: 0 }, shape: 1 },
];
const CELL_LEAST = 6;
/** Where every pool stands apart there is less room; a tall tile is still readable when it is this slim. */
const SLIM: Size = { width: 60, height: 46 }, SLIM_GAP = 10;

/** The fullest kind of tile, and its largest size, with which groups of so many servers fit into the room. */
export function fit(counts: readonly number[], room: Size): { rule: KindRule; columns: number; tile: Size } {
  for (const given of RULES) {
    const rule = counts.length > 1 && given.kind === 'full' ? { ...given, least: SLIM, gap: { x: SLIM_GAP, y: SLIM_GAP } } : given;
    const best = largest(counts, room, rule);
    if (rule.kind === 'cell') return { rule, columns: best.columns, tile: square(best.tile) };
    if (isReadable(best.tile, rule)) return { rule, ...best };
  }
  throw new RangeError('the last kind of tile fits always');
}

const isReadable = ({ width, height }: Size, { least }: KindRule): boolean => width >= least.width && height >= least.height;

const square = ({ width, height }: Size): Size => {
  const side = Math.max(CELL_LEAST, Math.min(width, height));
  return { width: side, height: side };
};

/** The columns that give the largest tiles; a tile may be a little wider or slimmer than its ideal shape before room goes to waste. */
function largest(counts: readonly number[], room: Size, rule: KindRule): { columns: number; tile: Size } {
  const { gap, most, shape } = rule, widest = Math.max(...counts);
  let best = { columns: widest, tile: { width: 0, height: 0 } };
  for (let columns = 1; columns <= widest; columns++) {
    const rows = counts.reduce((sum, count) => sum + Math.ceil(count / columns), 0);
    const roomX = Math.min(most.width, (room.width - (columns - 1) * gap.x) / columns);
    const roomY = Math.min(most.height, (room.height - (rows - counts.length) * gap.y) / rows);
    if (roomX <= 0 || roomY <= 0) continue;
    const width = Math.floor(Math.min(roomX, roomY * shape * 1.7));
    const height = Math.floor(Math.min(roomY, (width / shape) * (counts.length > 1 ? 2.4 : 1.2)));
    const tile = { width, height };
    const isBetter = isReadable(tile, rule) === isReadable(best.tile, rule) ? width * height >= best.tile.width * best.tile.height : isReadable(tile, rule);
    if (isBetter) best = { columns, tile };
  }
  return best;
}
