import { expect, test } from 'vitest';
import { standingOf } from '../../../src/ui/views/text/standing.ts';

test('what Git asks for and what runs are one while they are the same', () => {
  expect(standingOf({ desired: 'v2', running: ['v2'] })).toMatchObject({ isApart: false, says: 'Git asks for v2, and v2 is running.' });
});

test('on the way, after an abort and in an outage they are two', () => {
  const onTheWay = standingOf({ desired: 'v2', running: ['v1', 'v2'] });
  expect([onTheWay.isApart, onTheWay.says]).toEqual([true, 'Git asks for v2, and v1 and v2 are running.']);
  expect(onTheWay.why).toContain('the rollout is not over');
  const aborted = standingOf({ desired: 'v2', running: ['v1'] });
  expect([aborted.isApart, aborted.says]).toEqual([true, 'Git asks for v2, and v1 is running.']);
  expect(aborted.why).toContain('leaves Git as it is');
  const outage = standingOf({ desired: 'v2', running: [] });
  expect([outage.isApart, outage.says]).toEqual([true, 'Git asks for v2, and nothing is running.']);
});
