import { MINUTE, SECOND } from '../../kernel/index.ts';
import { parseDuration } from '../../schema/index.ts';
import { format } from '../../trace/index.ts';
import { roundLength } from './lengths.ts';
import { UNNOTICED } from './people.ts';
import type { Answer, QuestionId, Situation } from './situation.ts';

/** One thing that the guide asks. */
export interface Question {
  id: QuestionId;
  asks: string;
  /** Two words for the head of a row. */
  short: string;
  help: string;
  /** A limit is held against what has been measured already; anything else is another world, and has to be played. */
  kind: 'limit' | 'world';
  /** Answers to choose from, the strictest first. A limit may be any other value, too. */
  answers: readonly Answer[];
  /** An answer as a choice: `10 s`, `no limit`. */
  says(answer: Answer): string;
  /** An answer behind “with”: `100% more servers to spare`. */
  given(answer: Answer): string;
}

const time = (answer: Answer): string => roundLength(answer as number),
  share = (answer: Answer): string => format.percent(answer as number);

const limit = (
  id: QuestionId & ('downtime' | 'harm' | 'blast' | 'spare' | 'back' | 'out'),
  asks: string,
  short: string,
  help: string,
  answers: readonly number[],
  says: (answer: Answer) => string,
  given: (answer: Answer) => string,
  none: readonly [says: string, given: string],
): Question => ({
  id,
  asks,
  short,
  help,
  kind: 'limit',
  answers: [...answers, null],
  says: (answer) => (answer === null ? none[0] : says(answer)),
  given: (answer) => (answer === null ? none[1] : given(answer)),
});

const MULTIPLES: readonly (readonly [multiple: Situation['traffic'], said: string])[] = [
  [0.01, 'a hundredth of it'],
  [0.1, 'a tenth of it'],
  [1, 'as in this world'],
];

/** Everything that the guide asks, in the order of the form. */
export const QUESTIONS: readonly Question[] = [
  limit(
    'downtime',
    'How long may a release be down?',
    'Downtime',
    'In a good release: seconds in which under half of the requests are served.',
    [0, 10 * SECOND, MINUTE, 10 * MINUTE],
    (answer) => (answer === 0 ? 'not at all' : time(answer)),
    (answer) => (answer === 0 ? 'no downtime allowed' : `${time(answer)} of downtime allowed`),
    ['any time', 'any downtime allowed'],
  ),
  {
    id: 'together',
    asks: 'May both versions serve at once?',
    short: 'Both at once',
    help: 'Not after a change of schema or protocol that one of them does not understand.',
    kind: 'limit',
    answers: [false, true],
    says: (answer) => (answer ? 'yes' : 'no'),
    given: (answer) => (answer ? 'both versions allowed to serve at once' : 'only one version allowed at a time'),
  },
  limit(
    'spare',
    'How many more servers may run?',
    'Servers to spare',
    'At the peak of a good release; servers that are stopping count.',
    [0, 0.1, 0.25, 0.5, 1],
    (answer) => (answer === 0 ? 'none' : `${share(answer)} more`),
    (answer) => (answer === 0 ? 'no server to spare' : `${share(answer)} more servers to spare`),
    ['any number', 'servers without limit'],
  ),
  {
    id: 'routing',
    asks: 'Can the router split by weight?',
    short: 'Router',
    help: 'Without that, a canary gets the share that it has of the servers.',
    kind: 'world',
    answers: [false, true],
    says: (answer) => (answer ? 'yes' : 'no'),
    given: (answer) => (answer ? 'a router that splits by weight' : 'no router that splits by weight'),
  },
  {
    id: 'monitoring',
    asks: 'Who notices a bad release?',
    short: 'Monitoring',
    help: `Without any, users complain, and people act ${roundLength(parseDuration(UNNOTICED)!)} later.`,
    kind: 'world',
    answers: ['nothing', 'pager', 'analysis'],
    says: (answer) => MONITORS[answer as string]![0],
    given: (answer) => MONITORS[answer as string]![1],
  },
  limit(
    'harm',
    'How much may a release fail?',
    'Failures',
    'Over good and bad releases, as they are likely: the full outage that would fail as many requests.',
    [2 * SECOND, 10 * SECOND, MINUTE],
    (answer) => `like ${time(answer)} of outage`,
    (answer) => `failures worth ${time(answer)} of outage tolerated`,
    ['any amount', 'any amount of failures tolerated'],
  ),
  limit(
    'blast',
    'Whom may a bad release hurt?',
    'Blast radius',
    'Share of all users with at least one failed request because of it.',
    [0.01, 0.05, 0.25],
    (answer) => `${share(answer)} of the users`,
    (answer) => `at most ${share(answer)} of the users hurt by a bad release`,
    ['all of the users', 'all users at risk'],
  ),
  limit(
    'back',
    'How soon back, once decided?',
    'Way back',
    'From the decision until everybody is on the old version.',
    [5 * SECOND, MINUTE, 10 * MINUTE],
    (answer) => (answer === 5 * SECOND ? 'at once (5 s)' : `within ${time(answer)}`),
    (answer) => `a way back within ${time(answer)}`,
    ['no hurry', 'no hurry on the way back'],
  ),
  limit(
    'out',
    'How soon must a release be out?',
    'Lead time',
    'From its start until everybody is on the new version.',
    [MINUTE, 5 * MINUTE, 30 * MINUTE],
    (answer) => `within ${time(answer)}`,
    (answer) => `a release out within ${time(answer)}`,
    ['no hurry', 'no hurry with a release'],
  ),
  {
    id: 'traffic',
    asks: 'How much traffic?',
    short: 'Traffic',
    help: 'An analysis sees little in few requests.',
    kind: 'world',
    answers: MULTIPLES.map(([multiple]) => multiple),
    says: (answer) => MULTIPLES.find(([multiple]) => multiple === answer)?.[1] ?? `${share(answer)} of it`,
    given: (answer) => (answer === 1 ? "this world's traffic" : `${share(answer)} of the traffic`),
  },
];

const MONITORS: Readonly<Record<string, readonly [says: string, given: string]>> = {
  nothing: ['nobody, until users complain', 'nobody watching'],
  pager: ['a pager and a person', 'a pager and a person'],
  analysis: ['an analysis, by itself', 'an analysis that acts by itself'],
};

export const questionOf = (id: QuestionId): Question => QUESTIONS.find((question) => question.id === id)!;
