import { expect, test } from 'vitest';
import type { Json } from '../../../src/sim/index.ts';
import { freeName, namingsOf, USUAL_COHORTS } from '../../../src/ui/app/controls/cohorts.ts';
import { templatesFor } from '../../../src/ui/app/controls/templates.ts';

test('where the rules of a strategy name a group of users', () => {
  const strategy: Json = { canary: { steps: [{ setWeight: 5 }, { setHeaderRoute: { name: 'r', cohort: 'beta' } }], match: [{ cohort: 'staff' }, { cohort: 'beta' }] } };
  expect(namingsOf('beta', strategy)).toEqual(['strategy.canary.steps.1.setHeaderRoute.cohort', 'strategy.canary.match.1.cohort']);
  expect(namingsOf('beta', 'rolling')).toEqual([]);
  expect(namingsOf('beta', undefined)).toEqual([]);
});

test('a name that is free, and one that people use where there is one', () => {
  expect(freeName([], USUAL_COHORTS)).toBe('beta');
  expect(freeName(['beta', 'testers'], USUAL_COHORTS)).toBe('staff');
  expect(freeName(USUAL_COHORTS, USUAL_COHORTS)).toBe('group-5');
  expect(freeName(['group-2'], [])).toBe('group-3');
});

test('a rule can be added for every group that there is', () => {
  const labels = (traffic: Record<string, never> | { cohorts: Record<string, string> }) =>
    templatesFor('strategy.ab-test.match', { traffic }, 0).map(({ label, value }) => [label, value]);
  expect(labels({ cohorts: { staff: '5%', beta: '10%' } })).toEqual([['a rule for staff', { cohort: 'staff' }], ['a rule for beta', { cohort: 'beta' }]]);
  expect(labels({})).toEqual([['a rule for beta', { cohort: 'beta' }]]);
});
