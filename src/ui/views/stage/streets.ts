import { boxOf, groupOf, type StageLayout } from './layout.ts';

export interface Point { x: number; y: number }

/** Share of the flight spent between the user and the router. */
const TO_ROUTER = 0.42;

/** A number in 0…1 that belongs to a row, so that dots spread without chance. Neighbours are far apart. */
export function spread(row: number, salt = 0): number {
  let h = Math.imul(row + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

/**
 * The way of one request: from its user straight to its part of the router, through the gate of its pool where pools stand apart, then
 * through the streets between the tiles to the connector of its server. `place` −1 ends at the router: it knew no server.
 * @param across where within the gate, in pixels from its middle
 */
export function wayOf(layout: StageLayout, from: Point, router: Point, place: number, row: number, across = 0): Point[] {
  if (place < 0) return [from, router];
  const box = boxOf(layout, place);
  const door = { x: box.x, y: box.y + box.height / 2 };
  const jitter = (spread(row, 1) - 0.5) * 0.5;
  if (layout.form === 'narrow') {
    const lane = box.x - Math.min(6, layout.gap.x / 2) + jitter * 3;
    return [from, router, { x: lane, y: layout.grid.y - 26 }, { x: lane, y: door.y }, door];
  }
  const group = groupOf(layout, place);
  const gate = layout.gateX === null ? [] : [{ x: layout.gateX, y: group.gate.y + across }];
  const firstColumn = box.x <= layout.grid.x + 1;
  const lane = box.x - layout.gap.x / 2 + jitter * layout.gap.x * 0.6;
  if (firstColumn) return [from, router, ...gate, { x: box.x - (layout.gateX === null ? 26 : 9), y: door.y + jitter * 8 }, door];
  const street = box.y - layout.gap.y / 2 + jitter * layout.gap.y * 0.7;
  return [from, router, ...gate, { x: layout.grid.x - (layout.gateX === null ? 22 : 9), y: street }, { x: lane, y: street }, { x: lane, y: door.y }, door];
}

/** The point at a share of the way; the first leg takes its fixed share of the time, the rest is walked at an even pace. */
export function pointOn(way: Point[], progress: number): Point {
  const [user, router] = way as [Point, Point];
  if (way.length === 2) return between(user, router, progress);
  if (progress <= TO_ROUTER) return between(user, router, progress / TO_ROUTER);
  let total = 0;
  for (let i = 2; i < way.length; i++) total += distance(way[i - 1]!, way[i]!);
  let rest = ((progress - TO_ROUTER) / (1 - TO_ROUTER)) * total;
  for (let i = 2; i < way.length; i++) {
    const length = distance(way[i - 1]!, way[i]!);
    if (rest <= length) return between(way[i - 1]!, way[i]!, length === 0 ? 1 : rest / length);
    rest -= length;
  }
  return way.at(-1)!;
}

/** Whether the dot has passed the router, and with it has a revision. */
export const isRouted = (progress: number): boolean => progress > TO_ROUTER;

const between = (a: Point, b: Point, share: number): Point => ({ x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share });
const distance = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y);
