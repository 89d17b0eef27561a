import { MINUTE, SECOND } from '../../kernel/index.ts';

/** What the table has a column for. */
export const ASPECTS = ['downtime', 'speed', 'cost', 'risk', 'rollback'] as const;
export type Aspect = (typeof ASPECTS)[number];

/** A word for all values from `from` up to, and without, `to`. */
export interface Word {
  word: string;
  from: number;
  to: number;
}

const EVER = Infinity;

/** Words one after the other, each up to where the next begins. */
const scale = (...words: readonly (readonly [word: string, from: number])[]): Word[] =>
  words.map(([word, from], index) => ({ word, from, to: words[index + 1]?.[1] ?? EVER }));

/**
 * From which value on a word holds; chosen before anything was measured, and the same in every world.
 * - downtime of a good release: in sum, in seconds in which under half of the requests were served
 * - speed of a good release: until routers send everything to the new version. One stays and watches for a minute, comes back
 *   after five
 * - cost of a good release: most servers at once, as a multiple of the usual number
 * - risk: failed requests to be expected under the mix, as the full outage that would fail as many
 * - rollback of a buggy release: from the undo until everything is back on the old version. What nobody notices as waiting is instant
 */
export const WORDS: Readonly<Record<Aspect, readonly Word[]>> = {
  downtime: scale(['none', 0], ['seconds', SECOND], ['minutes', MINUTE]),
  speed: scale(['fast', 0], ['medium', MINUTE], ['slow', 5 * MINUTE]),
  cost: scale(['none', 0], ['low', 1.01], ['medium', 1.5], ['2×', 1.9], ['more', 2.1]),
  risk: scale(['very low', 0], ['low', 2 * SECOND], ['medium', 10 * SECOND], ['high', MINUTE]),
  rollback: scale(['instant', 0], ['quick', 5 * SECOND], ['slow', MINUTE]),
};

/** The word for a value. @param value 0 or more, in the engine's units */
export const wordFor = (aspect: Aspect, value: number): string =>
  WORDS[aspect].find(({ from, to }) => value >= from && value < to)?.word ?? WORDS[aspect][0]!.word;

/** What people say of a strategy: a range of values, or that a person has to take the release back. */
export type Claim = Word | { word: string; byPerson: true };

const says = (aspect: Aspect, word: string): Claim => WORDS[aspect].find((one) => one.word === word)!;

/** The table that everyone asserts, by strategy; what it says nothing of is left out. */
export const ASSERTED: Readonly<Record<string, Partial<Record<Aspect, Claim>>>> = {
  'by-hand': { downtime: { word: '5–10 minutes', from: 5 * MINUTE, to: 10 * MINUTE } },
  recreate: { downtime: { word: 'an outage', from: SECOND, to: EVER } },
  rolling: {
    downtime: says('downtime', 'none'),
    speed: says('speed', 'slow'),
    cost: says('cost', 'low'),
    risk: says('risk', 'low'),
    rollback: { word: 'manual', byPerson: true },
  },
  'blue-green': {
    downtime: says('downtime', 'none'),
    speed: says('speed', 'fast'),
    cost: says('cost', '2×'),
    risk: says('risk', 'low'),
    rollback: says('rollback', 'instant'),
  },
  canary: {
    downtime: says('downtime', 'none'),
    speed: says('speed', 'medium'),
    cost: says('cost', 'medium'),
    risk: says('risk', 'very low'),
    rollback: says('rollback', 'instant'),
  },
};
