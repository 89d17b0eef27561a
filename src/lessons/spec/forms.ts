import { fields, parseExpectation, type Micros, type Schema } from '../../sim/index.ts';
import { condition } from './moments.ts';
import { measureSchema, momentName, quantityName, type Measure } from './measures.ts';

const { checkedText, choice, duration, integer, number, object, oneKeyOf, orNone, percent, text } = fields;

/** What can be asked of one run. */
export type PlainForm =
  /** The moment does not come in the whole run. */
  | { kind: 'never'; params: { moment: string } }
  /** It comes, and not later than this after the rollout began. */
  | { kind: 'eventually'; params: { moment: string; within: Micros | null } }
  /** Both come, the one before the other. */
  | { kind: 'before'; params: { this: string; that: string } }
  /** The one does not come as long as the other has not. */
  | { kind: 'notUntil'; params: { this: string; until: string } }
  /** The condition holds at every instant, between two moments or in the whole run. */
  | { kind: 'always'; params: { that: string; from: string | null; to: string | null } }
  /** A metric holds its bound: `failed <= 0`. */
  | { kind: 'total'; params: string }
  /** The largest value of a quantity holds its bound: `servers <= 12`. */
  | { kind: 'max'; params: string }
  | { kind: 'area'; params: { of: string; atMost: Micros } }
  | { kind: 'between'; params: { from: string; to: string; atMost: Micros | null; atLeast: Micros | null } }
  /** An accepted action of a person, while a condition held. */
  | { kind: 'learnerDid'; params: { act: Act; when: string | null } }
  /** The learner has marked the moment where it was. */
  | { kind: 'marked'; params: { mark: string } }
  /** A length of time that the plan sets: `fleet.grace` at most `40s`. */
  | { kind: 'setting'; params: { path: string; atMost: Micros | null; atLeast: Micros | null } }
  /** The measure is this many times as large as in another round of the same plan and seed. */
  | { kind: 'contrast'; params: { of: Measure; with: string; atLeast: number } };
export type Form = PlainForm | { kind: 'acrossSeeds'; params: { runs: number; share: number; that: PlainForm } };

export type Act = 'undo' | 'pause' | 'resume' | 'promote' | 'promoteFull' | 'abort' | 'retry';
export const ACTS: Readonly<Record<Act, string>> = {
  undo: 'Undo',
  pause: 'Pause',
  resume: 'Resume',
  promote: 'Promote',
  promoteFull: 'Promote fully',
  abort: 'Abort',
  retry: 'Retry',
};

const some = (label: string, help: string) => orNone(duration({ max: '24h', label, help }));
const expectation = checkedText(
  { max: 80, label: 'Total', help: 'A metric, a comparison and a value: failed <= 0.' },
  (written) => {
    const read = parseExpectation(written);
    if ('cure' in read) return read;
    return read.of === 'mean' ? null : { message: 'speaks of many runs', cure: 'Put it under acrossSeeds.' };
  },
);

const PLAIN: Readonly<Record<PlainForm['kind'], Schema<unknown>>> = {
  never: object({ moment: momentName('Moment') }, { label: 'Never', help: 'The moment does not come.' }),
  eventually: object(
    { moment: momentName('Moment'), within: some('Within', 'Not later than this after the rollout began.') },
    { label: 'Eventually', help: 'The moment comes.' },
  ),
  before: object(
    { this: momentName('This'), that: momentName('That') },
    { label: 'Before', help: 'One comes before the other.' },
  ),
  notUntil: object(
    { this: momentName('This'), until: momentName('Until') },
    { label: 'Not until', help: 'One waits for the other.' },
  ),
  always: object(
    {
      that: condition('That', 'What must hold at every instant.'),
      from: orNone(momentName('From')),
      to: orNone(momentName('To')),
    },
    { label: 'Always', help: 'A condition holds at every instant.' },
  ),
  total: expectation,
  max: condition('Max', 'A quantity, <= and a value.'),
  area: object(
    {
      of: quantityName('Of', 'A quantity.'),
      atMost: duration({ max: '30d', label: 'At most', help: 'Servers times length of time.' }),
    },
    { label: 'Area', help: 'A quantity times how long it was so.' },
  ),
  between: object(
    {
      from: momentName('From'),
      to: momentName('To'),
      atMost: some('At most', 'The longest that it may take.'),
      atLeast: some('At least', 'The shortest that it may take.'),
    },
    { label: 'Between', help: 'The time from one moment to another.' },
  ),
  learnerDid: object(
    {
      act: choice({ options: ACTS, label: 'Act', help: 'What the learner did.' }),
      when: orNone(condition('When', 'What held at that instant.')),
    },
    { label: 'Learner did', help: 'An action of the learner that was accepted.' },
  ),
  marked: object(
    { mark: text({ max: 40, label: 'Mark', help: 'The name of a mark of this lesson.' }) },
    { label: 'Marked', help: 'The learner has marked the moment where it was.' },
  ),
  setting: object(
    {
      path: text({ max: 80, label: 'Path', help: 'The path of a length of time in the scenario.' }),
      atMost: some('At most', 'The longest that it may be.'),
      atLeast: some('At least', 'The shortest that it may be.'),
    },
    { label: 'Setting', help: 'A length of time that the plan sets.' },
  ),
  contrast: object(
    {
      of: measureSchema,
      with: text({ max: 40, label: 'With', help: 'The name of the other round.' }),
      atLeast: number({ min: 0, max: 1000, label: 'At least', help: 'How many times as large.' }),
    },
    { label: 'Contrast', help: 'A measure against another round of the same plan and seed.' },
  ),
};
const HELP = { label: 'Must', help: 'What must hold of the run.' };

export const formSchema = oneKeyOf(
  {
    ...PLAIN,
    acrossSeeds: object(
      {
        runs: integer({ min: 1, max: 500, label: 'Runs', help: 'Unseen seeds that are played.' }),
        share: percent({ default: '100%', label: 'Share', help: 'How many of them must hold it.' }),
        that: oneKeyOf(PLAIN as Record<string, Schema<unknown>>, HELP),
      },
      { label: 'Across seeds', help: 'The same holds on seeds that nobody has seen.' },
    ),
  } as Record<string, Schema<unknown>>,
  HELP,
) as unknown as Schema<Form>;
