import { describe, expect, test } from 'vitest';
import { readAddress } from '../../src/embed/address/address.ts';
import { themeIn } from '../../src/embed/address/theme.ts';
import { piecesOf, USUAL_VIEWS } from '../../src/embed/address/views.ts';
import { LANES } from '../../src/ui/views/lanes/lanes.ts';

const problemOf = (hash: string): string => {
  try {
    readAddress(hash);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

describe('what an address asks for', () => {
  test('a scenario is enough', () => {
    expect(readAddress('#scenario=03-rolling-good')).toEqual({
      subject: { kind: 'scenario', id: '03-rolling-good' },
      views: USUAL_VIEWS, theme: 'auto', step: null, seed: null, keys: 'focus', controls: 'hover', caption: 'shown', future: 'pale',
    });
  });

  test('everything can be said, in any order', () => {
    expect(readAddress('#step=2&views=sentence,stage&theme=print&seed=7&keys=none&controls=none&caption=none&future=hidden&scenario=x')).toEqual({
      subject: { kind: 'scenario', id: 'x' },
      views: ['sentence', 'stage'], theme: 'print', step: 2, seed: 7, keys: 'none', controls: 'none', caption: 'none', future: 'hidden',
    });
  });

  test('a link of the app is taken as it is', () => {
    expect(readAddress('#s=1.abc-_&step=0').subject).toEqual({ kind: 'link', hash: '#s=1.abc-_' });
  });
});

test.each([
  ['', 'The address names no scenario.'],
  ['#scenario=', 'The address names no scenario.'],
  ['#scenario=a&s=1.x', 'names a scenario and holds a link as well'],
  ['#scenario=a&colour=red', 'has a parameter “colour”, which means nothing here. There are s, scenario,'],
  ['#scenario=a&constructor=1', 'has a parameter “constructor”'],
  ['#scenario=a&step=1&step=2', 'has step twice'],
  ['#scenario=a&step=-1', 'step cannot be “-1”. It is a whole number from 0 to 9999.'],
  ['#scenario=a&step=1e3', 'step cannot be “1e3”'],
  ['#scenario=a&seed=4294967296', 'seed cannot be “4294967296”'],
  ['#scenario=a&theme=pink', 'theme cannot be “pink”. It is one of auto, light, dark, projector, projector-dark and print.'],
  ['#scenario=a&views=stage,chart', 'There is no view “chart”. There are sentence, stage, timeline,'],
  ['#scenario=a&views=', 'There is no view “”.'],
  ['#scenario=a&views=stage,stage', 'The view stage is asked for twice.'],
  [`#scenario=${'a'.repeat(70_000)}`, 'longer than 64 KiB'],
  [`#${'x'.repeat(300)}=1`, '…”, which means nothing here'],
])('%s is answered in a sentence with its cure', (hash, says) => {
  expect(problemOf(hash)).toContain(says);
});

test('the theme is known before anything else is', () => {
  expect([themeIn('#scenario=a&theme=dark'), themeIn('#theme=pink'), themeIn('')]).toEqual(['dark', 'auto', 'auto']);
});

test('lanes that follow each other share one axis, others stand where they were put', () => {
  expect(piecesOf(['sentence', 'stage', 'state', 'failed', 'numbers', 'cost'])).toEqual([
    { kind: 'sentence' }, { kind: 'stage' }, { kind: 'lanes', lanes: ['state', 'failed'] }, { kind: 'numbers' }, { kind: 'lanes', lanes: ['cost'] },
  ]);
  expect(piecesOf(['cost', 'timeline'])).toEqual([{ kind: 'lanes', lanes: ['cost', ...LANES.filter((lane) => lane !== 'cost')] }]);
});
