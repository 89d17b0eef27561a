import { fields, REPLICA_STATES, type FactType, type Schema } from '../../sim/index.ts';
import { parseCondition } from './quantities.ts';

const { checkedText, dictionary, integer, object, orNone, text } = fields;

/** Facts that a moment may be, beside `replica.` and a state. */
const OTHERS = [
  'replica.known',
  'replica.forgotten',
  'probe.failed',
  'replicaset.scaled',
  'replicaset.blocked',
  'autoscaler.scaled',
  'rollout.held',
  'route.asked',
  'route.effective',
  'analysis.started',
  'analysis.measured',
  'analysis.ended',
  'weight.changed',
  'rollout.state',
  'desired.changed',
  'fault.injected',
  'fault.ended',
  'operator.acted',
  'alarm.fired',
  'alarm.cleared',
] as const satisfies readonly FactType[];
export const FACT_TYPES: readonly FactType[] = [...REPLICA_STATES.map((state): FactType => `replica.${state}`), ...OTHERS];

/** A turning point of a run: the nth fact of a kind, or the nth time that a condition begins or ceases to hold. */
export interface Moment {
  says: string;
  fact: string | null;
  /** Fields that the fact must have. */
  where: readonly (readonly [field: string, value: string])[];
  begins: string | null;
  ends: string | null;
  nth: number;
}

/** A text such as `known < 1`. */
export const condition = (label: string, help: string): Schema<string> =>
  checkedText({ max: 80, label, help }, (written) => {
    const read = parseCondition(written);
    return 'cure' in read ? read : null;
  });

export const momentSchema: Schema<Moment> = object(
  {
    says: text({ label: 'Says', help: 'What happens then, as one would say it: the first old server closes its door.' }),
    fact: orNone(text({ max: 40, label: 'Fact', help: 'The type of a fact of the run, such as replica.stopping.' })),
    where: dictionary(text({ max: 60, label: 'Value', help: 'What the field of the fact must be.' }), {
      default: {},
      max: 4,
      label: 'Where',
      help: 'Fields that the fact must have.',
    }),
    begins: orNone(condition('Begins', 'The condition begins to hold.')),
    ends: orNone(condition('Ends', 'The condition ceases to hold.')),
    nth: integer({ default: 1, min: 1, max: 100, label: 'Which', help: 'The first, the second and so on.' }),
  },
  { label: 'Moment', help: 'A turning point of a run.' },
);
