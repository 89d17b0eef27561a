import { expect, test } from 'vitest';
import { noticesOf } from '../../build/notices.ts';

test('a text that packages share is told once, under all their names; a package twice among the lists, once', () => {
  const lists = ['# Licenses\n\nThe app bundles …\n\n## a - 1 (MIT)\n\nMIT, by A\n\n## b - 2 (ISC)\n\nISC\nin two lines\n', '# Licenses\n\nThe app bundles …\n\n## c - 3 (ISC)\n\nISC\nin two lines\n\n## a - 1 (MIT)\n\nMIT, by A\n'];
  expect(noticesOf(lists)).toBe('a - 1 (MIT)\n\nMIT, by A\n\n\nb - 2 (ISC)\nc - 3 (ISC)\n\nISC\nin two lines\n');
});
