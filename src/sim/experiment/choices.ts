import { METRICS } from '../metrics/index.ts';
import { isMapping, type Json } from '../schema/index.ts';
import { LinkProblem } from '../scenario/index.ts';
import { STRATEGIES } from '../strategies/index.ts';
import { QUESTIONS } from './guide/questions.ts';
import type { Situation } from './guide/situation.ts';
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
  /** What is asked of the sweep; absent for the usual question. */
  whatIf?: WhatIf;
  /** Answers to the guide that are not those of a standard service. */
  situation?: Partial<Situation>;
}

/** A sweep as somebody asks for it. What does not suit the world is passed over, or told beside its field. */
export interface WhatIf {
  /** Id of a strategy; empty for the one that suits. */
  strategy: string;
  /** Ids of one dial or two; an empty second one is none. */
  dials: readonly [string, string];
  /** Values as they were typed, by dial; nothing for the usual ones. */
  values: Readonly<Record<string, string>>;
  /** What is measured: one metric or two, the second one empty for none. */
  metrics: readonly [string, string];
  /** Runs of each point. */
  replications: number;
}

const FIELDS = ['look', 'strategies', 'replications', 'reference', 'metrics', 'mix', 'whatIf', 'situation'];
const TROUBLES: readonly string[] = HAPPENINGS.filter((id) => id !== 'good');

/** Reads choices out of a link, trusting nothing in it. @throws LinkProblem, in a sentence for the reader */
export function readChoices(given: object): Choices {
  const value = given as Json;
  if (!isMapping(value)) throw new LinkProblem('What the link compares is not a set of choices.');
  const stranger = Object.keys(value).find((key) => !FIELDS.includes(key));
  if (stranger !== undefined) throw new LinkProblem(`The link compares by an unknown field ${quoted(stranger)}.`);
  const { look, replications, reference } = value;
  if (typeof look !== 'string' || !/^[a-z]{1,20}$/.test(look)) throw new LinkProblem('The link names no view of the comparison.');
  const strategies = idsIn(value['strategies'], 'strategy', STRATEGIES);
  if (typeof reference !== 'string' || !strategies.includes(reference))
    throw new LinkProblem('The link compares with a strategy that it does not show.');
  return {
    ...{ look, strategies, replications: runsIn(replications), reference },
    ...(value['metrics'] === undefined ? {} : { metrics: idsIn(value['metrics'], 'metric', METRICS) }),
    ...(value['mix'] === undefined ? {} : { mix: mixIn(value['mix']) }),
    ...(value['whatIf'] === undefined ? {} : { whatIf: whatIfIn(value['whatIf']) }),
    ...(value['situation'] === undefined ? {} : { situation: situationIn(value['situation']) }),
  };
}

function runsIn(value: Json | undefined): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > REPLICATIONS_MAX)
    throw new LinkProblem(`The runs in the link are not a whole number between 1 and ${REPLICATIONS_MAX}.`);
  return value;
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

/** Words of a question: none is longer than a path of a scenario, or a handful of values. */
const WORD_MAX = 200;
const DIALS_MAX = 20;

function whatIfIn(value: Json): WhatIf {
  const isWord = (word: Json | undefined): word is string => typeof word === 'string' && word.length <= WORD_MAX;
  const isPair = (pair: Json | undefined): pair is [string, string] => Array.isArray(pair) && pair.length === 2 && pair.every(isWord);
  if (!isMapping(value)) throw new LinkProblem('What the link asks is no question.');
  const { strategy, dials, values, metrics, replications } = value;
  if (!isWord(strategy) || !isPair(dials) || !isPair(metrics) || !isMapping(values))
    throw new LinkProblem('What the link asks is no whole question.');
  const typed = Object.entries(values).map(([dial, text]) => {
    if (!isWord(dial) || !isWord(text)) throw new LinkProblem('The values in the link are no text.');
    return [dial, text] as const;
  });
  if (typed.length > DIALS_MAX) throw new LinkProblem('The link turns too many dials.');
  return { strategy, dials, values: Object.fromEntries(typed), metrics, replications: runsIn(replications) };
}

function situationIn(value: Json): Partial<Situation> {
  if (!isMapping(value)) throw new LinkProblem('The situation in the link holds no answers.');
  const answers = Object.entries(value).map(([id, answer]) => {
    const question = QUESTIONS.find((one) => one.id === id);
    if (!question?.answers.some((one) => one === answer)) throw new LinkProblem(`The situation in the link has an unknown answer to ${quoted(id)}.`);
    return [id, answer] as const;
  });
  return Object.fromEntries(answers) as Partial<Situation>;
}

const quoted = (text: string): string => JSON.stringify(text.slice(0, 40));
