import { spell, textWidth } from '../../marks/words.ts';
import { pathsTo } from './chart.ts';
import type { Next } from './triggers.ts';

const SIZE = 11, LINES = 2;

/** What may take the machine to a place of the picture, in lines. */
export interface Way { path: string; lines: string[] }

/**
 * The words that stand beside states: what would lead there from `active`. What leads into a box that is shut counts for the box; what
 * leads to where the machine is already, or says no more than the name of the place, is left out.
 */
export function waysTo(next: readonly Next[], active: string, isShown: (path: string) => boolean, room: number): Way[] {
  const here = pathsTo(active), words = new Map<string, string[]>();
  for (const { to, says } of next) {
    const place = pathsTo(to).findLast(isShown);
    if (place === undefined || here.includes(place) || says.every((word) => word === `[${spell(to)}]`)) continue;
    words.set(place, [...new Set([...(words.get(place) ?? []), ...says])]);
  }
  return [...words].map(([path, says]) => ({ path, lines: linesOf(says, room) }));
}

/** Words in lines of at most `room` pixels; what does not fit into the last is cut. */
function linesOf(words: readonly string[], room: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last}, ${word}`, SIZE) <= room) lines[lines.length - 1] = `${last}, ${word}`;
    else lines.push(word);
  }
  return lines.length > LINES ? [...lines.slice(0, LINES - 1), `${lines[LINES - 1]!} …`] : lines;
}
