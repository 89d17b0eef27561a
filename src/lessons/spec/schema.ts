import { fields, type Infer } from '../../sim/index.ts';
import { ACTS, formSchema } from './forms.ts';
import { guessSchema } from './guesses.ts';
import { measureFields } from './measures.ts';
import { momentSchema } from './moments.ts';

const { choice, dictionary, duration, integer, list, object, orNone, text } = fields;

const name = (label: string, help: string) => text({ max: 40, label, help });
const line = (label: string, help: string) => text({ max: 400, label, help });
const written = text({ max: 200, label: 'Value', help: 'As in the scenario file.' });

const control = object(
  {
    path: text({ max: 80, label: 'Path', help: 'What it changes in the scenario.' }),
    label: line('Label', 'Two or three words.'),
    help: line('Help', 'What turning it does.'),
    from: duration({ label: 'From', help: 'The smallest value.' }),
    to: duration({ label: 'To', help: 'The largest value.' }),
    step: duration({ min: '1ms', label: 'Step', help: 'From one value to the next.' }),
  },
  { label: 'Control', help: 'Something that the learner may change.' },
);

const round = object(
  {
    label: line('Label', 'What this round is, in a few words.'),
    edits: dictionary(written, { default: {}, max: 20, label: 'Edits', help: 'What differs from the scenario, by path.' }),
    window: object(
      {
        before: duration({ label: 'Before', help: 'Shown before the rollout.' }),
        after: duration({ label: 'After', help: 'Shown after the rollout began.' }),
      },
      { label: 'Window', help: 'The part of the run that the learner draws in and marks on.' },
    ),
    ends: choice({
      options: { promoted: 'promoted', rolledBack: 'rolled back', compared: 'compared' },
      label: 'Ends',
      help: 'How the run must end, so that a check can pass at all.',
    }),
    servedByNext: integer({
      min: 1,
      max: 1_000_000,
      label: 'Served by the new version',
      help: 'Requests at least, for a check to pass.',
    }),
    meets: orNone(name('Meets', 'The moment that must have come: the fault was there.')),
  },
  { label: 'Round', help: 'One run that is guessed, played and looked at.' },
);

const log = {
  attempt: dictionary(written, { default: {}, max: 8, label: 'Attempt', help: 'Values of controls at the first try.' }),
  plan: dictionary(written, { default: {}, max: 8, label: 'Plan', help: 'Values of controls at the proof.' }),
  acts: list(
    object(
      {
        do: choice({ options: ACTS, label: 'Do', help: 'What the learner does.' }),
        at: duration({ label: 'At', help: 'When.' }),
      },
      { label: 'Act', help: 'Something that the learner does during the run.' },
    ),
    { max: 10, label: 'Acts', help: 'What the learner does during the runs of the proof.' },
  ),
  guesses: dictionary(written, {
    default: {},
    max: 12,
    label: 'Guesses',
    help: 'A length of time for a bar, a number for a count, points such as "0s 4, 5m 0" for a curve.',
  }),
  marks: dictionary(duration({ label: 'At', help: 'Where the mark was put.' }), {
    default: {},
    max: 12,
    label: 'Marks',
    help: 'Where the learner put the marks.',
  }),
};

/** The whole of lesson.yaml. */
export const lessonSchema = object(
  {
    title: text({ max: 80, label: 'Title', help: 'What the lesson is called.' }),
    about: line('About', 'One sentence: what one can do afterwards.'),
    seed: integer({ default: 1, max: 4_294_967_295, label: 'Seed', help: 'The chance of the runs that are looked at.' }),
    unseen: integer({ max: 4_294_967_295, label: 'Unseen', help: 'The root of the seeds that nobody has seen.' }),
    controls: dictionary(control, { min: 1, max: 4, label: 'Controls', help: 'What the learner may change.' }),
    acts: list(choice({ options: ACTS, label: 'Act', help: 'An action.' }), {
      max: 7,
      label: 'Acts',
      help: 'What the learner may do during a run.',
    }),
    rounds: dictionary(round, { min: 1, max: 3, label: 'Rounds', help: 'The runs, in the order in which they are played.' }),
    moments: dictionary(momentSchema, { max: 20, label: 'Moments', help: 'The turning points that are spoken of.' }),
    guesses: dictionary(guessSchema, { min: 1, max: 12, label: 'Guesses', help: 'What is predicted before time moves.' }),
    marks: dictionary(
      object(
        {
          round: name('Round', 'The round that is looked at.'),
          moment: name('Moment', 'What is to be found.'),
          within: duration({ label: 'Within', help: 'How near is near enough.' }),
          ask: line('Ask', 'What the learner is asked.'),
          missed: line('Missed', 'What is told when the mark stands elsewhere: where to look.'),
        },
        { label: 'Mark', help: 'Something to be found in the run before it is explained.' },
      ),
      { min: 1, max: 12, label: 'Marks', help: 'What is looked for in the runs.' },
    ),
    values: dictionary(
      object(
        {
          round: name('Round', 'The round that the number is of.'),
          log: choice({
            default: 'yours',
            options: {
              yours: 'the learner’s own attempt',
              naive: 'the naive attempt',
              expert: 'the expert’s plan',
              contrast: 'the comparison',
            },
            label: 'Log',
            help: 'Whose run the number is of.',
          }),
          ...measureFields,
        },
        { label: 'Value', help: 'A number that the prose tells.' },
      ),
      { max: 30, label: 'Values', help: 'The numbers of the prose, each told by a run.' },
    ),
    compare: object(
      {
        round: name('Round', 'The round that is compared.'),
        control: name('Control', 'The one thing that differs.'),
        values: list(written, {
          max: 2,
          label: 'Values',
          help: 'Two values far apart; the one farther from the learner’s own is played.',
        }),
      },
      { label: 'Compare', help: 'The learner’s own run beside one with a single difference, on the same seed.' },
    ),
    checks: dictionary(
      object(
        {
          round: name('Round', 'The round that is checked.'),
          says: line('Says', 'What is asked, as the learner reads it; {atMost} and the like stand for the numbers of its form.'),
          must: formSchema,
        },
        { label: 'Check', help: 'Something that must hold of the runs of the plan.' },
      ),
      { min: 1, max: 12, label: 'Checks', help: 'What proves that the lesson was understood, in order.' },
    ),
    expert: object(log, { label: 'Expert', help: 'What somebody does who knows: passes every check.' }),
    naive: object(
      {
        ...log,
        fails: name('Fails', 'The check that it fails.'),
        reveals: list(text({ max: 8, label: 'Id', help: 'A misconception.' }), {
          max: 6,
          label: 'Reveals',
          help: 'The ideas that its guesses give away.',
        }),
      },
      { label: 'Naive', help: 'What most people do at first: fails one check.' },
    ),
  },
  { label: 'Lesson', help: 'What a lesson asks, plays and checks.' },
);

/** lesson.yaml as read: plain data. Lengths of time are simulated microseconds. */
export type LessonSpec = Infer<typeof lessonSchema>;
export type RoundSpec = LessonSpec['rounds'][number][1];
export type ControlSpec = LessonSpec['controls'][number][1];
export type MarkSpec = LessonSpec['marks'][number][1];
export type CheckSpec = LessonSpec['checks'][number][1];
export type ValueSpec = LessonSpec['values'][number][1];
export type LogSpec = LessonSpec['expert'];

/** The entry of a name; the cross-check of the lesson has seen that it is there. */
export function named<T>(entries: readonly (readonly [string, T])[], wanted: string): T {
  const found = entries.find(([key]) => key === wanted);
  if (found === undefined) throw new Error(`There is no ${wanted} in this lesson.`);
  return found[1];
}
