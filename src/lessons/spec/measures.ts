import { fields, METRICS, didYouMean, type Schema } from '../../sim/index.ts';
import { condition } from './moments.ts';
import { QUANTITIES } from './quantities.ts';

const { checkedText, object, orNone, text } = fields;

/** A number about a whole run; exactly one of its fields is set. */
export interface Measure {
  /** The id of a metric. */
  metric: string | null;
  /** How long a condition holds in all. */
  time: string | null;
  /** How long it is from one moment to another. */
  between: { from: string; to: string } | null;
  /** The largest, or smallest, value of a quantity. */
  most: string | null;
  least: string | null;
  /** A quantity times how long it was so: servers × time. */
  area: string | null;
  /** A value of the scenario as played, by its path. */
  setting: string | null;
}

const known = (names: readonly string[], what: string) => (written: string) =>
  names.includes(written) ? null : { message: `is no ${what}: "${written.slice(0, 40)}"`, cure: didYouMean(written, names) };

export const metricId = checkedText(
  { max: 40, label: 'Metric', help: 'The id of a metric.' },
  known(
    METRICS.map(({ id }) => id),
    'metric',
  ),
);
export const quantityName = (label: string, help: string): Schema<string> =>
  checkedText({ max: 40, label, help }, known(Object.keys(QUANTITIES), 'quantity'));
export const momentName = (label: string): Schema<string> =>
  text({ max: 40, label, help: 'The name of a moment of this lesson.' });

export const measureFields = {
  metric: orNone(metricId),
  time: orNone(condition('Time', 'How long the condition holds in all.')),
  between: orNone(
    object(
      { from: momentName('From'), to: momentName('To') },
      { label: 'Between', help: 'How long it is from one moment to another.' },
    ),
  ),
  most: orNone(quantityName('Most', 'The largest value of the quantity.')),
  least: orNone(quantityName('Least', 'The smallest value of the quantity.')),
  area: orNone(quantityName('Area', 'The quantity times how long it was so.')),
  setting: orNone(text({ max: 80, label: 'Setting', help: 'The path of a value of the scenario.' })),
};
export const measureSchema: Schema<Measure> = object(measureFields, { label: 'Measure', help: 'A number about a whole run.' });
