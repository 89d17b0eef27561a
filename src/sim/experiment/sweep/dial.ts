import { build, edit, type Json, type Source } from '../../scenario/index.ts';
import { parseDuration, parsePercent, parseRate } from '../../schema/index.ts';
import { leafAt } from './leaves.ts';

/** What the values of a dial are, and so how they are written: `5%`, `40s`, `60/s`, `3` or `25%`, `3`, `0.5`, a word. */
export type DialKind = 'share' | 'duration' | 'rate' | 'servers' | 'count' | 'number' | 'word';

/** Something of a world that can be turned. */
export interface Dial {
  /** What it is called on the command line and in files: `canaryWeight`, or a path such as `traffic.rate`. */
  id: string;
  label: string;
  /** One sentence: what turning it changes, and where. */
  help: string;
  kind: DialKind;
  /** Why turning it would change nothing in this world; null when it does. A sentence. */
  refusal(source: Source): string | null;
  /** How the world itself has it; null when it has no single value. */
  own(source: Source): Json | null;
  /** Values that are worth a look in this world, its own among them; some may turn out to be impossible. */
  values(source: Source): Json[];
  /** The world with the dial at this value, checked by nobody. @throws RangeError for a value that cannot be written there */
  set(source: Source, value: Json): Source;
}

const EXAMPLES: Readonly<Record<DialKind, string>> = {
  share: 'a share such as 5%',
  duration: 'a duration such as 40s',
  rate: 'a rate such as 60/s',
  servers: 'a number of servers such as 3, or a share of them such as 25%',
  count: 'a whole number such as 12',
  number: 'a number such as 0.5',
  word: 'one of its words',
};

/** What a dial of this kind takes, in words. */
export const exampleOf = (kind: DialKind): string => EXAMPLES[kind];

/**
 * Where a value stands on the axis: shares 0…1, microseconds, requests a second, servers, numbers. Null for what has no order.
 * @param source whose servers a share of servers is of
 */
export function positionOf(kind: DialKind, value: Json, source: Source): number | null {
  const text = typeof value === 'string' ? value : null;
  switch (kind) {
    case 'share':
      return text === null ? null : parsePercent(text);
    case 'duration':
      return text === null ? null : parseDuration(text);
    case 'rate':
      return text === null ? null : parseRate(text);
    case 'servers': {
      const share = text === null ? null : parsePercent(text);
      return share === null ? numberIn(value) : Math.ceil(share * build(source).fleet.replicas - 1e-9);
    }
    case 'count':
    case 'number':
      return numberIn(value);
    case 'word':
      return null;
  }
}

const numberIn = (value: Json): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);

/** A dial that is nothing but one value in one place or several. */
export interface PlainDial extends Pick<Dial, 'id' | 'label' | 'help' | 'kind'> {
  /** Where this world keeps it, or, as a sentence, why it has no such thing. */
  places(source: Source): readonly string[] | string;
  /** Values worth a look, given the one that the world has. */
  around(own: Json | null, source: Source): Json[];
}

export const plainDial = ({ places, around, ...about }: PlainDial): Dial => {
  const own = (source: Source): Json | null => {
    const found = places(source);
    if (typeof found === 'string') return null;
    const values = found.map((path) => leafAt(source, path)?.value ?? null);
    return values.every((value) => JSON.stringify(value) === JSON.stringify(values[0])) ? (values[0] ?? null) : null;
  };
  return {
    ...about,
    refusal: (source) => {
      const found = places(source);
      return typeof found === 'string' ? found : null;
    },
    own,
    values: (source) => around(own(source), source),
    set: (source, value) => {
      const found = places(source);
      if (typeof found === 'string') throw new RangeError(found);
      return found.reduce((changed, path) => edit(changed, path, value), source);
    },
  };
};
