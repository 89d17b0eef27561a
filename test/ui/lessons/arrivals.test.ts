import { expect, test } from 'vitest';
import { played } from '../../../src/lessons/index.ts';
import { arrivalsOf } from '../../../src/ui/lessons/plan/arrivals.ts';
import { small } from '../../lessons/small-lesson.ts';

test('all that arrives is in some column', () => {
  const { trace } = played(small(), 'update', { values: {}, acts: [] });
  const { perMinute, width, most } = arrivalsOf(trace);
  const all = perMinute.reduce((sum, rate) => sum + (rate * width) / 60_000_000, 0);
  expect(Math.round(all)).toBe(trace.requests.count);
  expect(most).toBe(Math.max(...perMinute));
});
