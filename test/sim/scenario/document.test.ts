import { describe, expect, test } from 'vitest';
import { readDocument, ScenarioError } from '../../../src/sim/scenario/index.ts';
import { fields } from '../../../src/sim/schema/index.ts';

const { duration, object, text } = fields;
const schema = object(
  {
    name: text({ label: 'Name', help: 'A name.' }),
    wait: duration({ default: '1s', label: 'Wait', help: 'A wait.' }),
  },
  { label: 'Thing', help: 'A thing.' },
);

function complaint(written: string): string {
  try {
    readDocument(written, schema, {
      file: 'f.yaml',
      look: ({ name }) => (name === 'bad' ? [{ path: ['name'], atKey: false, message: 'is bad', cure: 'Choose another.' }] : []),
    });
  } catch (error) {
    if (error instanceof ScenarioError) return error.message;
    throw error;
  }
  return 'nothing is wrong';
}

describe('a file of any schema is read as scenarios are', () => {
  test('what is right becomes a value', () => {
    expect(readDocument('name: a\nwait: 90s\n', schema, { file: 'f.yaml' })).toEqual({ name: 'a', wait: 90_000_000 });
  });

  test.each([
    ['name: a\nwiat: 2s', 'f.yaml:2:1  wiat: is not known. Did you mean "wait"?'],
    ['name: a\nwait: 2', 'f.yaml:2:7  wait: must be a duration, is 2. Add a unit: 2s, 2m or 2ms.'],
    ['name: bad', 'f.yaml:1:7  name: is bad. Choose another.'],
    ['name: a\nname: b', 'f.yaml:2:1  name: is there twice. Remove one of the two.'],
    ['name: a\n---\nname: b', 'f.yaml:3:1  holds a second document. Keep one.'],
    ['', 'f.yaml:1:1  is empty. Write its fields as key: value.'],
    ['name: *a', 'and aliases are not read'],
  ])('%j', (written, complained) => {
    expect(complaint(written)).toContain(complained);
  });
});
