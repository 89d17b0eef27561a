import { fields, type Micros, type Schema } from '../../sim/index.ts';
import { measureSchema, quantityName, type Measure } from './measures.ts';

const { duration, integer, list, object, orNone, percent, text, variants } = fields;

/** What a wrong guess gives away: an idea that many people have. */
export interface Misconception {
  /** As in the index of misconceptions: `M1`. */
  id: string;
  /** The guess is below, or above, this share of the truth. */
  below: number | null;
  above: number | null;
  says: string;
}

/** One prediction: a curve that is drawn, a bar that is dragged to its length, or a number that is counted. */
export type GuessSpec = { round: string; ask: string } & (
  | { kind: 'curve'; quantity: string; most: number }
  | { kind: 'bar'; truth: Measure; most: Micros; reveals: Misconception[] }
  | { kind: 'count'; truth: Measure; most: number; reveals: Misconception[] }
);

const common = {
  round: text({ max: 40, label: 'Round', help: 'The round that is guessed about.' }),
  ask: text({ max: 300, label: 'Ask', help: 'The question, as it stands above the drawing.' }),
};
const sharesOf = (label: string) => orNone(percent({ max: 1_000_000, label, help: 'A share of the truth.' }));
const reveals = list(
  object(
    {
      id: text({ max: 8, label: 'Id', help: 'The name of the misconception, such as M1.' }),
      below: sharesOf('Below'),
      above: sharesOf('Above'),
      says: text({ max: 400, label: 'Says', help: 'The idea behind such a guess, and what is wrong with it.' }),
    },
    { label: 'Misconception', help: 'What a wrong guess gives away.' },
  ),
  { max: 4, label: 'Reveals', help: 'What wrong guesses give away.' },
);

export const guessSchema: Schema<GuessSpec> = variants(
  'kind',
  {
    curve: object(
      {
        ...common,
        quantity: quantityName('Quantity', 'What is drawn over time.'),
        most: integer({ min: 1, max: 1_000_000, label: 'Most', help: 'The top of the scale.' }),
      },
      { label: 'Curve', help: 'A curve that is drawn.' },
    ),
    bar: object(
      { ...common, truth: measureSchema, most: duration({ max: '24h', label: 'Most', help: 'The end of the scale.' }), reveals },
      { label: 'Bar', help: 'A bar that is dragged to its length.' },
    ),
    count: object(
      {
        ...common,
        truth: measureSchema,
        most: integer({ min: 1, max: 1_000_000, label: 'Most', help: 'The end of the scale.' }),
        reveals,
      },
      { label: 'Count', help: 'A number.' },
    ),
  },
  { label: 'Guess', help: 'One prediction.' },
);
