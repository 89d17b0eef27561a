import { didYouMean, parseDuration, type Fault, type Source } from '../../sim/index.ts';
import { boundsOf, unknownBounds } from '../checks/says.ts';
import { TYPED_NUMBER } from '../prose.ts';
import type { Form } from './forms.ts';
import type { Measure } from './measures.ts';
import { FACT_TYPES } from './moments.ts';
import { QUANTITIES } from './quantities.ts';
import type { LessonSpec } from './schema.ts';

type Path = Fault['path'];
type Kind = 'round' | 'moment' | 'control' | 'guess' | 'mark' | 'check' | 'act' | 'misconception';

/** What is wrong between the fields of a lesson: names that nothing has, and things that must be said exactly once. */
export function lookAt(spec: LessonSpec): Fault[] {
  const look = new Look(spec);
  lookAtParts(spec, look);
  lookAtChecks(spec, look);
  lookAtLogs(spec, look);
  lookAtSentences(spec, look);
  return look.faults;
}

/** Collects faults, and knows every name of the lesson. */
class Look {
  readonly faults: Fault[] = [];
  readonly #names: Record<Kind, readonly string[]>;

  constructor({ rounds, moments, controls, guesses, marks, checks, acts }: LessonSpec) {
    const names = (entries: readonly (readonly [string, unknown])[]): string[] => entries.map(([name]) => name);
    this.#names = {
      round: names(rounds),
      moment: names(moments),
      control: names(controls),
      guess: names(guesses),
      mark: names(marks),
      check: names(checks),
      act: acts,
      misconception: guesses.flatMap(([, guess]) => (guess.kind === 'curve' ? [] : guess.reveals.map(({ id }) => id))),
    };
  }

  add(path: Path, message: string, cure: string): void {
    this.faults.push({ path, atKey: false, message, cure });
  }

  /** A name that must be one of a kind's; null names nothing. */
  name(kind: Kind, path: Path, name: string | null): void {
    const known = this.#names[kind];
    if (name !== null && !known.includes(name))
      this.add(path, `is no ${kind} of this lesson: "${name}"`, didYouMean(name, known));
  }

  measure(path: Path, written: Measure): void {
    const keys = ['metric', 'time', 'between', 'most', 'least', 'area', 'setting'] as const;
    const given = keys.filter((key) => written[key] !== null);
    if (given.length !== 1)
      this.add(path, `must have exactly one of ${keys.join(', ')}, has ${given.join(' and ') || 'none'}`, 'Keep one.');
    this.name('moment', [...path, 'between', 'from'], written.between?.from ?? null);
    this.name('moment', [...path, 'between', 'to'], written.between?.to ?? null);
    if (written.area !== null && QUANTITIES[written.area]!.unit !== 'servers')
      this.add([...path, 'area'], 'is no number of servers', 'Take a metric instead.');
  }
}

function lookAtParts(spec: LessonSpec, look: Look): void {
  for (const [name, { fact, begins, ends, where }] of spec.moments) {
    const at: Path = ['moments', name],
      given = [fact, begins, ends].filter((one) => one !== null).length;
    if (given !== 1) look.add(at, 'must have exactly one of fact, begins, ends', 'Keep one.');
    if (fact !== null && !(FACT_TYPES as readonly string[]).includes(fact))
      look.add([...at, 'fact'], `is no type of fact: "${fact}"`, didYouMean(fact, FACT_TYPES));
    if (fact === null && where.length > 0) look.add([...at, 'where'], 'belongs to a fact', 'Remove it, or name a fact.');
  }
  for (const [name, { meets }] of spec.rounds) look.name('moment', ['rounds', name, 'meets'], meets);
  for (const [name, guess] of spec.guesses) {
    look.name('round', ['guesses', name, 'round'], guess.round);
    if (guess.kind !== 'curve') look.measure(['guesses', name, 'truth'], guess.truth);
  }
  for (const [name, mark] of spec.marks) {
    look.name('round', ['marks', name, 'round'], mark.round);
    look.name('moment', ['marks', name, 'moment'], mark.moment);
  }
  for (const [name, value] of spec.values) {
    look.name('round', ['values', name, 'round'], value.round);
    look.measure(['values', name], value);
  }
}

function lookAtChecks({ compare, checks }: LessonSpec, look: Look): void {
  look.name('round', ['compare', 'round'], compare.round);
  look.name('control', ['compare', 'control'], compare.control);
  if (compare.values.length < 2)
    look.add(
      ['compare', 'values'],
      'must have two entries',
      'Name two, far apart: the one farther from the learner’s own is played.',
    );
  for (const [index, value] of compare.values.entries())
    if (parseDuration(value) === null)
      look.add(['compare', 'values', index], `must be a length of time, is "${value}"`, 'Write it as the control does: 10s.');
  for (const [name, { round, must }] of checks) {
    look.name('round', ['checks', name, 'round'], round);
    lookAtForm(['checks', name, 'must'], must, look);
  }
}

function lookAtForm(path: Path, { kind, params }: Form, look: Look): void {
  const at = (key: string): Path => [...path, kind, key];
  if (kind === 'acrossSeeds') return lookAtForm([...path, kind, 'that'], params.that, look);
  if (kind === 'never' || kind === 'eventually') look.name('moment', at('moment'), params.moment);
  if (kind === 'before') for (const key of ['this', 'that'] as const) look.name('moment', at(key), params[key]);
  if (kind === 'notUntil') for (const key of ['this', 'until'] as const) look.name('moment', at(key), params[key]);
  if (kind === 'between' || kind === 'always')
    for (const key of ['from', 'to'] as const) look.name('moment', at(key), params[key]);
  if (kind === 'marked') look.name('mark', at('mark'), params.mark);
  if (kind === 'contrast') {
    look.name('round', at('with'), params.with);
    look.measure(at('of'), params.of);
  }
}

/** Sentences that stand beside the prose hold no typed numbers either. */
function lookAtSentences({ guesses, marks, moments, checks, controls, rounds, about }: LessonSpec, look: Look): void {
  const sentences: [Path, string][] = [
    [['about'], about],
    ...rounds.map(([name, { label }]): [Path, string] => [['rounds', name, 'label'], label]),
    ...controls.flatMap(([name, { label, help }]): [Path, string][] => [
      [['controls', name, 'label'], label],
      [['controls', name, 'help'], help],
    ]),
    ...moments.map(([name, { says }]): [Path, string] => [['moments', name, 'says'], says]),
    ...marks.flatMap(([name, { ask, missed }]): [Path, string][] => [
      [['marks', name, 'ask'], ask],
      [['marks', name, 'missed'], missed],
    ]),
    ...guesses.flatMap(([name, guess]): [Path, string][] => [
      [['guesses', name, 'ask'], guess.ask],
      ...(guess.kind === 'curve'
        ? []
        : guess.reveals.map(({ says }, index): [Path, string] => [['guesses', name, 'reveals', index, 'says'], says])),
    ]),
    ...checks.map(([name, { says }]): [Path, string] => [['checks', name, 'says'], says]),
  ];
  for (const [path, text] of sentences)
    if (TYPED_NUMBER.test(text))
      look.add(path, 'has a number in its sentence', 'Leave it to the prose, or write {atMost} for the bound of a check.');
  for (const [name, check] of checks)
    for (const bound of unknownBounds(check))
      look.add(
        ['checks', name, 'says'],
        `speaks of {${bound}}, which its form does not have`,
        didYouMean(bound, Object.keys(boundsOf(check.must))),
      );
}

function lookAtLogs(spec: LessonSpec, look: Look): void {
  for (const who of ['expert', 'naive'] as const) {
    const log = spec[who];
    for (const part of ['attempt', 'plan'] as const)
      for (const [name] of log[part]) look.name('control', [who, part, name], name);
    for (const [name] of log.guesses) look.name('guess', [who, 'guesses', name], name);
    for (const [name] of log.marks) look.name('mark', [who, 'marks', name], name);
    for (const [index, { do: act }] of log.acts.entries()) look.name('act', [who, 'acts', index, 'do'], act);
  }
  look.name('check', ['naive', 'fails'], spec.naive.fails);
  for (const [index, id] of spec.naive.reveals.entries()) look.name('misconception', ['naive', 'reveals', index], id);
}

/** Paths of controls that the scenario does not write down: a reader of it should find what the lesson turns. */
export function unwritten(spec: LessonSpec, source: Source): Fault[] {
  return spec.controls.flatMap(([name, { path }]): Fault[] => {
    const value = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | null | undefined)?.[key], source);
    if (value !== undefined) return [];
    return [
      {
        path: ['controls', name, 'path'],
        atKey: false,
        message: `is not written in the scenario: ${path}`,
        cure: 'Write the value that the learner begins with.',
      },
    ];
  });
}
