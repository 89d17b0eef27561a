import { beats } from './evidence.ts';
import type { Judged } from './judge.ts';

/**
 * From the strategy that asks least of a team to the one that asks most, with what it has to have. An order that people agree on and nothing that a
 * simulation could measure; it decides only among strategies that do what was asked.
 */
export const SIMPLEST_FIRST: readonly (readonly [strategy: string, needs: string])[] = [
  ['recreate', 'nothing beside stopping and starting'],
  ['rolling', 'probes that tell when a server is ready'],
  ['blue-green', 'a second environment, and a switch'],
  ['canary', 'steps, and something that tells good from bad by few requests'],
  ['flagger', 'a router that splits by weight, metrics, and a controller that reads them'],
  ['baseline', 'a router, fresh servers of the old version, and statistics'],
  ['ab-test', 'a router that tells users apart, and statistics'],
  ['shadow', 'a router that copies requests, and stand-ins for everything that is written'],
  ['by-hand', 'people, for the whole of every release'],
];

export const needsOf = (strategy: string): string => SIMPLEST_FIRST.find(([id]) => id === strategy)?.[1] ?? '';

const simplicity = (strategy: string): number => {
  const place = SIMPLEST_FIRST.findIndex(([id]) => id === strategy);
  return place < 0 ? SIMPLEST_FIRST.length : place;
};

/** A strategy in its place. */
export interface Ranked extends Judged {
  /** Label of another that fits, too, and is better beyond chance without being worse anywhere; null when there is none. */
  beatenBy: string | null;
}

const STANDINGS: readonly Judged['standing'][] = ['fits', 'not decided', 'does not fit', 'cannot'];

/**
 * The order of the guide, one reason after the other, and nothing weighed: whether it fits; whether nothing else that fits beats it;
 * how little it misses; how simple it is. The order in which strategies are given does not matter.
 * @param confidence of each difference between two, 0…1
 */
export function ranked(all: readonly Judged[], confidence: number): Ranked[] {
  const fitting = all.filter(({ standing }) => standing === 'fits');
  const count = ({ criteria }: Judged, verdict: string): number => criteria.filter((one) => one.verdict === verdict).length;
  return all
    .map((one) => {
      const better =
        one.standing === 'fits'
          ? fitting.find((other) => other !== one && beats(other.evidence, one.evidence, confidence))
          : undefined;
      return { ...one, beatenBy: better?.label ?? null };
    })
    .sort(
      (a, b) =>
        STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing) ||
        Number(a.beatenBy !== null) - Number(b.beatenBy !== null) ||
        count(a, 'does not fit') - count(b, 'does not fit') ||
        count(a, 'not decided') - count(b, 'not decided') ||
        simplicity(a.id) - simplicity(b.id) ||
        (a.id < b.id ? -1 : 1),
    );
}
