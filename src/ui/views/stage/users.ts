import { FIRST_CAUSE, type Micros, oncePerTrace } from '../../../sim/index.ts';
import type { Box } from './layout.ts';

/** When each user first had a request that failed for good; Infinity for those who never had one. */
export const firstHurt = oncePerTrace(({ requests, header }): Float64Array => {
  const first = new Float64Array(Math.max(1, header.users)).fill(Infinity);
  for (let row = 0; row < requests.count; row++) {
    const user = requests.user[row]!;
    if (requests.outcome[row]! >= FIRST_CAUSE) first[user] = Math.min(first[user] ?? Infinity, requests.endedAt[row]!);
  }
  return first;
});

export const isHurt = (first: Float64Array, user: number, at: Micros): boolean => (first[user] ?? Infinity) <= at;

/** One dot of the users' grid: a real user, who stands for `1 / dots` of all of them. */
export interface UserDot { user: number; x: number; y: number; r: number }

/**
 * Dots for users in a box: every user when they fit, else an even sample, so that the share of crosses is an honest estimate of
 * the share of users hurt.
 */
export function userDots(users: number, box: Box): UserDot[] {
  const pitch = Math.max(12, box.width / 5), columns = Math.max(1, Math.floor((box.width + 2) / pitch));
  const rows = Math.max(1, Math.floor((box.height - 20) / pitch));
  const dots = Math.min(users, columns * rows);
  const r = Math.min(5.5, pitch * 0.29);
  return Array.from({ length: dots }, (_, i) => ({
    user: Math.floor(((i + 0.5) * users) / dots), r,
    x: box.x + (i % columns) * pitch + r + 1, y: box.y + Math.floor(i / columns) * pitch + r + 1,
  }));
}

/** The dot nearest to a user in the sample. */
export const dotOfUser = (user: number, users: number, dots: number): number =>
  Math.min(dots - 1, Math.floor((user * dots) / Math.max(1, users)));
