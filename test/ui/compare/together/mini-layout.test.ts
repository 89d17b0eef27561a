import { expect, test } from 'vitest';
import { miniLayout } from '../../../../src/ui/compare/together/mini-layout.ts';
import { columnsFor } from '../../../../src/ui/compare/together/steps.ts';

test.each([
  [[15], 240, 86],
  [[12, 12], 240, 86],
  [[12, 1, 1], 178, 86],
  [[200], 240, 86],
  [[1], 200, 86],
])('%j servers find room beside the bar, in squares that keep clear of each other', (groups, width, height) => {
  const layout = miniLayout(groups, width, height, 18), count = groups.reduce((sum, n) => sum + n, 0);
  const boxes = Array.from({ length: count }, (_, place) => layout.boxOf(place));
  for (const box of boxes) {
    expect(box.width).toBeGreaterThanOrEqual(2);
    expect(box.x).toBeGreaterThan(layout.bar.x + layout.bar.width);
    expect(box.x + box.width).toBeLessThanOrEqual(width);
    expect(box.y).toBeGreaterThanOrEqual(18);
    expect(box.y + box.height).toBeLessThanOrEqual(18 + height + 0.001);
  }
  expect(new Set(boxes.map(({ x, y }) => `${x},${y}`)).size).toBe(count);
});

test('pools stand further apart than rows', () => {
  const layout = miniLayout([12, 12], 240, 86), [last, first] = [layout.boxOf(11), layout.boxOf(12)];
  expect(first.y - (last.y + last.height)).toBeGreaterThan(4);
});

test('the hundred dots take no more of a narrow stage than they should', () => {
  const { users, bar } = miniLayout([12], 178, 86);
  expect(users.x + 9.5 * users.across).toBeLessThanOrEqual(178 * 0.36);
  expect(bar.x).toBeGreaterThan(users.x + 9.5 * users.across);
});

test.each([[6, 1240, 3], [5, 1240, 3], [4, 1240, 2], [3, 1240, 3], [1, 1240, 1], [9, 1240, 3], [6, 358, 1], [6, 1800, 3], [7, 1800, 4]])('%i tiles on %i pixels stand in %i columns', (tiles, width, columns) => {
  expect(columnsFor(tiles, width, 310, 32)).toBe(columns);
});
