import { describe, expect, test } from 'vitest';
import { complaint, small } from './small-lesson.ts';

const spec = (from: string, to: string) => ({ spec: [[from, to]] as const });

describe('lesson.yaml is held to its schema and to itself', () => {
  test('the small lesson is right', () => {
    expect(complaint({})).toBe('nothing is wrong');
  });

  test.each([
    ['a key', 'about: One', 'abot: One', 'small/lesson.yaml:2:1  abot: is not known. Did you mean "about"?'],
    ['a form', '{ total: failed <= 0 }', '{ totl: failed <= 0 }', 'Did you mean "total"?'],
    ['a metric', 'total: failed <= 0', 'total: faild <= 0', 'names faild, which is no metric. Did you mean "failed"?'],
    [
      'a bound over many runs',
      'total: failed <= 0 }',
      'total: failed <= 0 in every run }',
      'speaks of many runs. Put it under acrossSeeds.',
    ],
    ['a quantity', 'begins: ready < 1', 'begins: redy < 1', 'speaks of redy, which is no quantity. Did you mean "ready"?'],
    ['a unit', 'begins: ready < 1', 'begins: ready < 10%', 'compares ready with 10%. Write a plain number: it counts servers.'],
    [
      'a fact',
      'fact: replica.stopping',
      'fact: replica.stoping',
      'is no type of fact: "replica.stoping". Did you mean "replica.stopping"?',
    ],
    [
      'a moment twice said',
      'begins: ready < 1',
      'begins: ready < 1, ends: ready < 1',
      'must have exactly one of fact, begins, ends',
    ],
    [
      'a moment’s name',
      'meets: closed',
      'meets: close',
      'small/lesson.yaml:9:109  rounds.update.meets: is no moment of this lesson: "close". Did you mean "closed"?',
    ],
    ['a mark’s name', 'marked: { mark: closed }', 'marked: { mark: clsed }', 'is no mark of this lesson: "clsed"'],
    [
      'a measure twice said',
      'lost: { round: update, metric: failed }',
      'lost: { round: update, metric: failed, most: ready }',
      'must have exactly one of metric, time',
    ],
    ['a control’s name', 'plan: { wait: 5s }', 'plan: { wat: 5s }', 'expert.plan.wat: is no control of this lesson'],
    ['the check that fails', 'fails: none', 'fails: nope', 'naive.fails: is no check of this lesson: "nope"'],
    ['an idea', 'reveals: [M4]', 'reveals: [M5]', 'is no misconception of this lesson: "M5"'],
    ['a typed number', 'ask: When?', 'ask: Within 5 s?', 'marks.closed.ask: has a number in its sentence'],
    [
      'a bound',
      'says: On other days too.',
      'says: "On {run} days."',
      'speaks of {run}, which its form does not have. Did you mean "runs"?',
    ],
    ['one value to compare with', 'values: [10s, 0s]', 'values: [10s]', 'compare.values: must have two entries'],
  ])('%s', (_, from, to, complained) => {
    expect(complaint(spec(from, to))).toContain(complained);
  });

  test('a control turns something that the scenario writes down', () => {
    expect(complaint({ scenario: [['preStop: 0s, ', '']] })).toContain(
      'controls.wait.path: is not written in the scenario: fleet.preStop',
    );
  });

  test('both YAML files are complained about at once, each under its own name', () => {
    const said = complaint({ scenario: [['replicas: 2', 'replicas: two']], spec: [['about: One', 'abot: One']] });
    expect(said).toMatch(/^small\/scenario\.yaml:3:20 .*\n.*\nsmall\/lesson\.yaml:2:1 /);
  });

  test('lengths of time are read, texts of checks stay texts', () => {
    const { spec } = small();
    expect(spec.rounds[0]![1].window).toEqual({ before: 5_000_000, after: 30_000_000 });
    expect(spec.checks[1]![1].must).toEqual({ kind: 'total', params: 'failed <= 0' });
  });
});
