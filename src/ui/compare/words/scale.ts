import { boundsOf, WORDS, type Aspect, type AssertedCell, ASSERTED } from '../../../sim/index.ts';

/** A word's place on the strip, 0…1. */
export interface Zone {
  word: string;
  /** Which values it stands for: `under 10 s`. */
  bounds: string;
  from: number;
  to: number;
}

/** The words of an aspect side by side, equally wide: what counts is in which of them a value lies. */
export const zonesOf = (aspect: Aspect): Zone[] =>
  WORDS[aspect].map(({ word, from, to }, place, { length }) => ({
    word,
    bounds: boundsOf(aspect, { from, to }),
    from: place / length,
    to: (place + 1) / length,
  }));

/** Where a value lies on the strip, 0…1: in its word's zone as far as in its range; the last one has no end, and twice its beginning is its middle. */
export function placeOf(aspect: Aspect, value: number): number {
  const words = WORDS[aspect],
    known = Math.max(0, value),
    place = Math.max(0, words.findIndex(({ from, to }) => known >= from && known < to));
  if (known === Infinity) return 1;
  const { from, to } = words[place]!,
    share = to === Infinity ? 1 - from / known : (known - from) / (to - from);
  return (place + share) / words.length;
}

/** What is asserted, as a stretch of the strip; null where it is no range of values. */
export function assertedStretch(strategy: string, { aspect }: Pick<AssertedCell, 'aspect'>): readonly [number, number] | null {
  const claim = ASSERTED[strategy]?.[aspect];
  return claim === undefined || 'byPerson' in claim ? null : [placeOf(aspect, claim.from), placeOf(aspect, claim.to)];
}

/** For people: what the numbers of a column are. */
export const MEANINGS: Readonly<Record<Aspect, string>> = {
  downtime: 'of a good release',
  speed: 'until all is new',
  cost: 'most servers at once',
  risk: 'outage as harmful',
  rollback: 'way back from a bug',
};

/** The same in a sentence. */
export const EXPLAINED: Readonly<Record<Aspect, string>> = {
  downtime: 'seconds of a good release in which under half of the requests were served, in sum',
  speed: 'from the start of a good release until routers send everything to the new version',
  cost: 'most servers at once during a good release, as a multiple of the usual number',
  risk: 'failed requests to be expected under the mix, as the full outage that would fail as many',
  rollback: 'of a release with an obvious bug, from the undo until everything is back on the old version',
};
