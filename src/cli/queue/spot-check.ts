import { randomInt } from 'node:crypto';
import type { Plan, Row } from '../../sim/index.ts';
import { playHere } from '../executors/serial.ts';
import { isSameRow } from './answers.ts';

/** Answers at the beginning of which at least one run is played again, whoever gave them. */
const FIRST_ANSWERS = 8;
/** Workers of whose first answer one run is played again; who gives himself ever new names cannot keep us busy. */
const WORKERS_MOST = 64;
/** Share of all runs that is played again at least. */
const SHARE = 0.01;

/**
 * Trust, but verify: plays some runs of what workers answer again, and tells which one came out otherwise (its place in the answer), or
 * null. Which runs, chance decides when the answer is there: nobody can know beforehand where to be honest. It makes no difference to the
 * result, only to whether there is one.
 */
export function spotCheck(plan: Plan): (by: string, rows: readonly Row[], from: number) => number | null {
  const known = new Set<string>();
  let answers = 0,
    received = 0,
    checked = 0;
  return (by, rows, from) => {
    const isNew = !known.has(by) && known.size < WORKERS_MOST;
    if (isNew) known.add(by);
    answers++;
    received += rows.length;
    const due = Math.max(isNew || answers <= FIRST_ANSWERS ? 1 : 0, Math.ceil(received * SHARE) - checked);
    for (const place of somePlaces(rows.length, due)) {
      const [own] = playHere(plan, { from: from + place, to: from + place + 1 });
      checked++;
      if (!isSameRow(own!, rows[place]!)) return place;
    }
    return null;
  };
}

/** So many different places of a list, by chance. */
function somePlaces(length: number, count: number): number[] {
  const places = Array.from({ length }, (_, place) => place);
  return Array.from({ length: Math.min(count, length) }, () => places.splice(randomInt(places.length), 1)[0]!);
}
