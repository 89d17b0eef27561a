import type { FrameReplica } from '../../../sim/index.ts';
import { stageOf, type Role, type Stage } from '../../marks/words.ts';
import type { Box } from './layout.ts';
import type { Point } from './streets.ts';

/** One server as a cell: where, whose, how full (of its boot or its grace). */
export interface Cell { replica: FrameReplica; box: Box; role: Role; full: number }

/** Hundreds of cells as a dozen paths, one for each look: what a browser can redraw at every step of the playhead. */
export interface CellPaths {
  edges: { role: Role; stage: Stage; d: string }[];
  fills: { role: Role; d: string }[];
  levels: { role: Role; d: string }[];
  crossed: string;
}

export function cellPaths(cells: readonly Cell[], concurrency: number): CellPaths {
  const edges = new Map<string, { role: Role; stage: Stage; d: string }>();
  const fills = new Map<Role, string>(), levels = new Map<Role, string>();
  let crossed = '';
  for (const { replica, box, role, full } of cells) {
    const stage = stageOf(replica.state), key = `${role}/${stage}`;
    const edge = edges.get(key) ?? { role, stage, d: '' };
    edge.d += roundedPath(box, Math.min(2.5, box.width / 4));
    edges.set(key, edge);
    if (full > 0) fills.set(role, (fills.get(role) ?? '') + rectPath({ ...box, width: box.width * full }));
    const level = stage === 'serving' || stage === 'unready' ? Math.min(1, replica.busy / concurrency) : 0;
    if (level > 0) levels.set(role, (levels.get(role) ?? '') + rectPath({ ...box, y: box.y + box.height * (1 - level), height: box.height * level }));
    if (stage === 'broken') crossed += `M${n(box.x + 2)},${n(box.y + box.height - 2)}L${n(box.x + box.width - 2)},${n(box.y + 2)}`;
  }
  const list = (map: Map<Role, string>) => [...map].map(([role, d]) => ({ role, d }));
  return { edges: [...edges.values()], fills: list(fills), levels: list(levels), crossed };
}

const n = (value: number): number => Math.round(value * 10) / 10;
const rectPath = ({ x, y, width, height }: Box): string => `M${n(x)},${n(y)}h${n(width)}v${n(height)}h${n(-width)}z`;

export function roundedPath({ x, y, width, height }: Box, r: number): string {
  const w = n(width - 2 * r), h = n(height - 2 * r), corner = (dx: number, dy: number): string => `a${r},${r} 0 0 1 ${dx},${dy}`;
  return `M${n(x + r)},${n(y)}h${w}${corner(r, r)}v${h}${corner(-r, r)}h${-w}${corner(-r, -r)}v${-h}${corner(r, -r)}z`;
}

/** All dots of one look as one path: discs, and diamonds for the next revision. */
export const discs = (points: readonly Point[], r: number): string =>
  points.map(({ x, y }) => `M${n(x - r)},${n(y)}a${r},${r} 0 1 1 ${2 * r},0a${r},${r} 0 1 1 ${-2 * r},0z`).join('');
export const diamonds = (points: readonly Point[], r: number): string =>
  points.map(({ x, y }) => `M${n(x)},${n(y - r)}l${r},${r}l${-r},${r}l${-r},${-r}z`).join('');
