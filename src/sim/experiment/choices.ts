import { METRICS } from '../metrics/index.ts';
import { isMapping, type Json } from '../schema/index.ts';
import { LinkProblem } from '../scenario/index.ts';
import { STRATEGIES } from '../strategies/index.ts';
import { HAPPENINGS, mixOf, type Mix } from './mix/mix.ts';
import { REPLICATIONS_MAX } from './seeds.ts';

/** What somebody chose to see of a comparison: all that a link carries beside the world and the root seed. */
export interface Choices {
  /** Which view; what the page does not know is the table. */
  look: string;
  /** Ids, at least one. */
  strategies: readonly string[];
  replications: number;
  /** Id of one of the strategies. */
  reference: string;
  /** Metric ids; absent for the usual ones. */
  metrics?: readonly string[];
  /** Probabilities of everything but a good release; absent for the usual ones. */
  mix?: Partial<Omit<Mix, 'good'>>;
}

const FIELDS = ['look', 'strategies', 'replications', 'reference', 'metrics', 'mix'];
const TROUBLES: readonly string[] = HAPPENINGS.filter((id) => id !== 'good');

/** Reads choices out of a link, trusting nothing in it. @throws LinkProblem, in a sentence for the reader */
export function readChoices(given: object): Choices {
  const value = given as Json;
  if (!isMapping(value)) throw new LinkProblem('What the link compares is not a set of choices.');
  const stranger = Object.keys(value).find((key) => !FIELDS.includes(key));
  if (stranger !== undefined) throw new LinkProblem(`The link compares by an unknown field ${quoted(stranger)}.`);
  const { look, replications, reference } = value;
  if (typeof look !== 'string' || !/^[a-z]{1,20}$/.test(look)) throw new LinkProblem('The link names no view of the comparison.');
  if (typeof replications !== 'number' || !Number.isInteger(replications) || replications < 1 || replications > REPLICATIONS_MAX)
    throw new LinkProblem(`The runs in the link are not a whole number between 1 and ${REPLICATIONS_MAX}.`);
  const strategies = idsIn(value['strategies'], 'strategy', STRATEGIES);
  if (typeof reference !== 'string' || !strategies.includes(reference))
    throw new LinkProblem('The link compares with a strategy that it does not show.');
  return {
    ...{ look, strategies, replications, reference },
    ...(value['metrics'] === undefined ? {} : { metrics: idsIn(value['metrics'], 'metric', METRICS) }),
    ...(value['mix'] === undefined ? {} : { mix: mixIn(value['mix']) }),
  };
}

function idsIn(value: Json | undefined, what: string, known: readonly { id: string }[]): string[] {
  if (!Array.isArray(value) || value.length === 0) throw new LinkProblem(`The link names no ${what}.`);
  return value.map((id, place) => {
    if (typeof id !== 'string' || !known.some((one) => one.id === id))
      throw new LinkProblem(`The link names a ${what} ${quoted(String(id))} that is not known here.`);
    if (value.indexOf(id) < place) throw new LinkProblem(`The link names the ${what} ${quoted(id)} twice.`);
    return id;
  });
}

function mixIn(value: Json): NonNullable<Choices['mix']> {
  if (!isMapping(value)) throw new LinkProblem('The mix in the link holds no probabilities.');
  const parts = Object.entries(value).map(([id, share]) => {
    if (!TROUBLES.includes(id) || typeof share !== 'number') throw new LinkProblem(`The mix in the link has an unknown part ${quoted(id)}.`);
    return [id, share] as const;
  });
  const mix: NonNullable<Choices['mix']> = Object.fromEntries(parts);
  try {
    mixOf(mix);
    return mix;
  } catch (error) {
    if (error instanceof RangeError) throw new LinkProblem(`The mix in the link does not add up: ${error.message}.`);
    throw error;
  }
}

const quoted = (text: string): string => JSON.stringify(text.slice(0, 40));
