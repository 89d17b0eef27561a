import { expect, test } from 'vitest';
import { stepOf } from '../../src/deck/step.ts';

const shown = (...steps: number[]) => steps.map((step) => ({ step, visible: true }));
const hidden = (...steps: number[]) => steps.map((step) => ({ step, visible: false }));

test('the step is the furthest that is shown, and 0 before the first', () => {
  expect(stepOf([])).toBe(0);
  expect(stepOf(hidden(1, 2, 3))).toBe(0);
  expect(stepOf([...shown(1, 2), ...hidden(3)])).toBe(2);
  expect(stepOf(shown(1, 2, 3))).toBe(3);
});

test('it is read from what is shown alone: neither the order of the fragments nor a gap among them matters', () => {
  expect(stepOf([...hidden(3), ...shown(2, 1)])).toBe(2);
  expect(stepOf([...shown(1), ...hidden(2), ...shown(3)])).toBe(3);
});

test('a fragment that names no step does not count', () => {
  expect(stepOf([...shown(1), { step: NaN, visible: true }, { step: 1.5, visible: true }])).toBe(1);
});
