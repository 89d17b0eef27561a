import { didYouMean, parseDuration, type Fault, type Source } from '../../sim/index.ts';
import { FACT_TYPES } from './moments.ts';
import type { Form } from './forms.ts';
import type { Measure } from './measures.ts';
import { QUANTITIES } from './quantities.ts';
import type { LessonSpec } from './schema.ts';

type Path = Fault['path'];

/** What is wrong between the fields of a lesson: names that nothing has, and things that must be said exactly once. */
export function lookAt(spec: LessonSpec): Fault[] {
  const faults: Fault[] = [];
  const add = (path: Path, message: string, cure: string): void => void faults.push({ path, atKey: false, message, cure });
  const names = (entries: readonly (readonly [string, unknown])[]): string[] => entries.map(([name]) => name);
  const check = (path: Path, name: string | null, what: string, known: readonly string[]): void => {
    if (name !== null && !known.includes(name)) add(path, `is no ${what} of this lesson: "${name}"`, didYouMean(name, known));
  };
  const [rounds, moments, controls] = [names(spec.rounds), names(spec.moments), names(spec.controls)],
    [guesses, marks, checks] = [names(spec.guesses), names(spec.marks), names(spec.checks)];
  const measure = (path: Path, written: Measure): void => {
    const keys = ['metric', 'time', 'between', 'most', 'least', 'area', 'setting'] as const;
    const given = keys.filter((key) => written[key] !== null);
    if (given.length !== 1)
      add(path, `must have exactly one of ${keys.join(', ')}, has ${given.join(' and ') || 'none'}`, 'Keep one.');
    check([...path, 'between', 'from'], written.between?.from ?? null, 'moment', moments);
    check([...path, 'between', 'to'], written.between?.to ?? null, 'moment', moments);
    if (written.area !== null && QUANTITIES[written.area]!.unit !== 'servers')
      add([...path, 'area'], 'is no number of servers', 'Take a metric instead.');
  };
  const form = (path: Path, { kind, params }: Form): void => {
    const at = (key: string): Path => [...path, kind, key];
    if (kind === 'acrossSeeds') return form([...path, kind, 'that'], params.that);
    if (kind === 'never' || kind === 'eventually') check(at('moment'), params.moment, 'moment', moments);
    if (kind === 'before') for (const key of ['this', 'that'] as const) check(at(key), params[key], 'moment', moments);
    if (kind === 'notUntil') for (const key of ['this', 'until'] as const) check(at(key), params[key], 'moment', moments);
    if (kind === 'between' || kind === 'always')
      for (const key of ['from', 'to'] as const) check(at(key), params[key], 'moment', moments);
    if (kind === 'marked') check(at('mark'), params.mark, 'mark', marks);
    if (kind === 'contrast') {
      check(at('with'), params.with, 'round', rounds);
      measure(at('of'), params.of);
    }
  };

  for (const [name, { fact, begins, ends, where }] of spec.moments) {
    const given = [fact, begins, ends].filter((one) => one !== null).length;
    if (given !== 1) add(['moments', name], 'must have exactly one of fact, begins, ends', 'Keep one.');
    if (fact !== null && !(FACT_TYPES as readonly string[]).includes(fact))
      add(['moments', name, 'fact'], `is no type of fact: "${fact}"`, didYouMean(fact, FACT_TYPES));
    if (fact === null && where.length > 0) add(['moments', name, 'where'], 'belongs to a fact', 'Remove it, or name a fact.');
  }
  for (const [name, { meets }] of spec.rounds) check(['rounds', name, 'meets'], meets, 'moment', moments);
  for (const [name, guess] of spec.guesses) {
    check(['guesses', name, 'round'], guess.round, 'round', rounds);
    if (guess.kind !== 'curve') measure(['guesses', name, 'truth'], guess.truth);
  }
  for (const [name, mark] of spec.marks) {
    check(['marks', name, 'round'], mark.round, 'round', rounds);
    check(['marks', name, 'moment'], mark.moment, 'moment', moments);
  }
  for (const [name, value] of spec.values) {
    check(['values', name, 'round'], value.round, 'round', rounds);
    measure(['values', name], value);
  }
  check(['compare', 'round'], spec.compare.round, 'round', rounds);
  check(['compare', 'control'], spec.compare.control, 'control', controls);
  if (spec.compare.values.length < 2)
    add(['compare', 'values'], 'must have two entries', 'Name two, far apart: the one farther from the learner’s own is played.');
  for (const [index, value] of spec.compare.values.entries())
    if (parseDuration(value) === null)
      add(['compare', 'values', index], `must be a length of time, is "${value}"`, 'Write it as the control does: 10s.');
  for (const [name, { round, must }] of spec.checks) {
    check(['checks', name, 'round'], round, 'round', rounds);
    form(['checks', name, 'must'], must);
  }
  for (const who of ['expert', 'naive'] as const) {
    for (const part of ['attempt', 'plan'] as const)
      for (const [name] of spec[who][part]) check([who, part, name], name, 'control', controls);
    for (const [name] of spec[who].guesses) check([who, 'guesses', name], name, 'guess', guesses);
    for (const [name] of spec[who].marks) check([who, 'marks', name], name, 'mark', marks);
    for (const [index, { do: act }] of spec[who].acts.entries()) check([who, 'acts', index, 'do'], act, 'act', spec.acts);
  }
  check(['naive', 'fails'], spec.naive.fails, 'check', checks);
  const ideas = spec.guesses.flatMap(([, guess]) => (guess.kind === 'curve' ? [] : guess.reveals.map(({ id }) => id)));
  for (const [index, id] of spec.naive.reveals.entries()) check(['naive', 'reveals', index], id, 'misconception', ideas);
  return faults;
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
