import { describe, expect, test } from 'vitest';
import { parse } from '../../../src/sim/scenario/index.ts';
import { complaint } from './complaint.ts';

const scenario = (more: string): string => `title: t\nstrategy: { rolling: {} }\n${more}`;

describe('one clear message for', () => {
  test('an empty file', () => expect(complaint('')).toBe('f.yaml:1:1  is empty. Paste a scenario, or the manifest of a Deployment, a Rollout or a Canary.'));
  test('a file of comments', () =>
    expect(complaint('# one\n# two\n')).toBe('f.yaml:1:1  is empty. Paste a scenario, or the manifest of a Deployment, a Rollout or a Canary.'));
  test('empty documents', () => expect(complaint('---\n---\n')).toBe('f.yaml:1:1  is empty. Paste a scenario, or the manifest of a Deployment, a Rollout or a Canary.'));

  test('ten thousand brackets, twice in one process', () => {
    const says = 'f.yaml:1:40  is nested more than 40 levels deep. Close the brackets, or flatten the structure.';
    expect(complaint('['.repeat(10_000))).toBe(says);
    expect(complaint('['.repeat(10_000))).toBe(says);
  });

  test('an alias bomb', () => {
    const bomb = ['a: &a [x, x]', ...'bcdefghi'.split('').map((name, index) => `${name}: &${name} [${'*abcdefgh'.at(index + 1)!}, x]`.replace('[', '[*'))];
    expect(complaint(bomb.join('\n'))).toBe('f.yaml:2:9  b: has an alias *a, and aliases are not read. Write the value out in full.');
  });

  test('a file of 5 MB', () =>
    expect(complaint(scenario('# '.repeat(2_500_000)))).toBe(
      'f.yaml:1:1  is larger than 256 KiB. Keep only the scenario and its manifests.',
    ));
  test('a file that is only large in bytes', () =>
    expect(complaint(`# ${'€'.repeat(100_000)}`)).toBe(
      'f.yaml:1:1  is larger than 256 KiB. Keep only the scenario and its manifests.',
    ));
  test('more values than a scenario can need', () =>
    expect(complaint(scenario(`faults: [${'1,'.repeat(21_000)}]`))).toBe(
      'f.yaml:3:39992  has more than 20000 values. Keep only the scenario and its manifests.',
    ));

  test('a key twice', () =>
    expect(complaint(scenario('fleet: { replicas: 3, replicas: 4 }'))).toBe('f.yaml:3:23  fleet.replicas: is there twice. Remove one of the two.'));
  test('keys that mean something to JavaScript', () =>
    expect(complaint(scenario('__proto__: { a: 1 }\nfleet: { constructor: 1 }\nslo: { prototype: 1 }'))).toBe(
      [
        'f.yaml:3:1  __proto__: is not allowed as a key. Rename it.',
        'f.yaml:4:10  fleet.constructor: is not allowed as a key. Rename it.',
        'f.yaml:5:8  slo.prototype: is not allowed as a key. Rename it.',
      ].join('\n'),
    ));
  test('a key that is a list', () => expect(complaint('? [a, b]\n: 1\n')).toBe('f.yaml:1:3  has a key that is not a word. Use a word as the key.'));
  test('a merge key', () => expect(complaint(scenario('<<: { fleet: {} }'))).toContain('f.yaml:3:1  <<: is not known. Use one of title,'));

  test('numbers that are none, or absurd', () =>
    expect(complaint(scenario('fleet: { replicas: .nan, concurrency: .inf, queue: 1e308, nodes: -3, pricePerHour: -.inf }'))).toBe(
      [
        'f.yaml:3:20  fleet.replicas: must be a whole number, is NaN. Write a whole number, 1 or more.',
        'f.yaml:3:39  fleet.concurrency: must be a whole number, is Infinity. Write a whole number, 1 or more.',
        'f.yaml:3:52  fleet.queue: must be at most 10000, is 1e+308. Write 10000 or less.',
        'f.yaml:3:66  fleet.nodes: must be at least 1, is -3. Write 1 or more.',
        'f.yaml:3:84  fleet.pricePerHour: must be a number, is -Infinity. Write a number between 0 and 10000.',
      ].join('\n'),
    ));
  test('Norway', () =>
    expect(complaint(scenario('fleet: { readiness: NO }'))).toBe(
      'f.yaml:3:21  fleet.readiness: must be a mapping or none, is "NO". Write its fields as key: value, or none to do without.',
    ));

  test('a tab', () =>
    expect(complaint('title: t\nfleet:\n\treplicas: 3')).toBe('f.yaml:3:1  is indented with a tab. Use spaces: YAML does not allow tabs here.'));
  test('a quote that is never closed', () =>
    expect(complaint('title: "abc')).toBe('f.yaml:1:12  has a quote that is never closed. Close the quote.'));
  test('a quote that swallows the next line', () =>
    expect(complaint('title: "abc\nfleet: {}\n')).toBe(
      'f.yaml:2:1  begins while a quote or a bracket above is still open. Close it, or indent the lines that belong to it.',
    ));
  test('a bracket that is never closed', () =>
    expect(complaint('fleet: { replicas: 3')).toBe('f.yaml:1:21  has a bracket that is never closed. Close the bracket.'));
  test('bad indentation', () =>
    expect(complaint('title: t\n  fleet: {}')).toBe(
      'f.yaml:2:8  is not valid YAML here. Check the indentation, the colons and the quotes around this place.',
    ));
  test('a binary file', () =>
    expect(complaint('PK\u0003\u0004\u0000\ufffd')).toBe('f.yaml:1:5  holds characters that are not text. Paste YAML text; this looks like a binary file.'));
  test('a custom tag', () =>
    expect(complaint(scenario('fleet: !!js/function "x"'))).toBe('f.yaml:3:8  fleet: has a tag !!js/function, and tags are not read. Remove the tag.'));
  test('a list', () => expect(complaint('- a\n- b')).toBe('f.yaml:1:1  must be a mapping, is a list. Begin with title: … or paste a manifest.'));
  test('a word', () => expect(complaint('hello')).toBe('f.yaml:1:1  must be a mapping, is "hello". Begin with title: … or paste a manifest.'));
  test('two scenarios', () =>
    expect(complaint(`${scenario('')}\n---\n${scenario('')}`)).toBe(
      'f.yaml:5:1  holds a second scenario. Keep one scenario in a file; further documents may be Kubernetes manifests.',
    ));
});

test('a byte order mark and Windows line ends change nothing, not even the places', () => {
  const unix = scenario('fleet: { replicas: 3 }\n'), windows = `\ufeff${unix.replaceAll('\n', '\r\n')}`;
  expect(parse(windows)).toEqual(parse(unix));
  expect(complaint(windows.replace('3', 'x'))).toBe(complaint(unix.replace('3', 'x')));
  expect(complaint(windows.replace('3', 'x'))).toBe('f.yaml:3:20  fleet.replicas: must be a whole number, is "x". Write a whole number, 1 or more.');
});

test('a text that would draw on a terminal is quoted without its control characters', () => {
  expect(complaint(scenario('rollout: { at: "\\e[31mred\\n" }'))).toBe(
    'f.yaml:3:16  rollout.at: must be a duration, is " [31mred ". Write a number with a unit, such as 250ms, 90s, 5m or 1h30m.',
  );
});

test('a key that would draw on a terminal is told without its control characters, and not at full length', () => {
  expect(complaint(scenario(`"\\e[2J${'x'.repeat(200)}": 1`))).toMatch(/^f\.yaml:3:1  {2}\[2Jx{75}…: is not known\. Use one of title,/);
});

test('nothing that was read can reach the prototypes', () => {
  complaint(scenario('__proto__: { polluted: true }'));
  expect(({} as Record<string, unknown>)['polluted']).toBe(undefined);
});
