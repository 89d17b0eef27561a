import { expect, test } from 'vitest';
import { readChoices, type Choices } from '../../../src/sim/index.ts';

const usual: Choices = { look: 'table', strategies: ['rolling', 'canary'], replications: 40, reference: 'rolling' };

test('choices come back as they were, the optional ones too', () => {
  expect(readChoices(usual)).toEqual(usual);
  const all: Choices = { ...usual, metrics: ['leadTime', 'availability'], mix: { subtleBug: 0.2, nodeLoss: 0 },
    whatIf: { strategy: 'canary', dials: ['canaryWeight', 'traffic.rate'], values: { canaryWeight: '1%, 5%' }, metrics: ['usersHurt', ''], replications: 10 },
    situation: { downtime: null, together: false, monitoring: 'analysis' } };
  expect(readChoices(JSON.parse(JSON.stringify(all)))).toEqual(all);
});

test.each([
  [{ theme: 'dark' }, 'unknown field "theme"'],
  [{ look: '<b>' }, 'names no view'],
  [{ replications: 0 }, 'not a whole number between 1 and 3000'],
  [{ replications: 1.5 }, 'not a whole number'],
  [{ strategies: [] }, 'names no strategy'],
  [{ strategies: ['rolling', 'hope'] }, 'a strategy "hope" that is not known here'],
  [{ strategies: ['rolling', 'rolling'] }, 'the strategy "rolling" twice'],
  [{ reference: 'recreate' }, 'compares with a strategy that it does not show'],
  [{ metrics: ['luck'] }, 'a metric "luck" that is not known here'],
  [{ mix: { good: 0.5 } }, 'unknown part "good"'],
  [{ mix: { subtleBug: 1.2 } }, 'does not add up'],
  [{ mix: { subtleBug: '10%' } }, 'unknown part "subtleBug"'],
  [{ whatIf: 'weights' }, 'no question'],
  [{ whatIf: { strategy: '', dials: ['canaryWeight'], values: {}, metrics: ['usersHurt', ''], replications: 10 } }, 'no whole question'],
  [{ whatIf: { strategy: '', dials: ['canaryWeight', ''], values: { canaryWeight: 5 }, metrics: ['usersHurt', ''], replications: 10 } }, 'are no text'],
  [{ whatIf: { strategy: '', dials: ['canaryWeight', ''], values: {}, metrics: ['usersHurt', ''], replications: 1e9 } }, 'not a whole number'],
  [{ whatIf: { strategy: '', dials: ['x'.repeat(300), ''], values: {}, metrics: ['usersHurt', ''], replications: 10 } }, 'no whole question'],
  [{ situation: { weather: 'fine' } }, 'unknown answer to "weather"'],
  [{ situation: { downtime: 7 } }, 'unknown answer to "downtime"'],
])('%j is refused with the reason', (change, says) => {
  expect(() => readChoices({ ...usual, ...change })).toThrow(says);
});
