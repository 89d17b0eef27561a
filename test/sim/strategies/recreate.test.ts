import { expect, test } from 'vitest';
import { MINUTE } from '../../../src/sim/kernel/index.ts';
import { FakeFleet } from './fake-fleet.ts';

test('everything old goes, nothing new comes before the last of it is gone, then everything at once', () => {
  const fleet = new FakeFleet('recreate', { replicas: 4, slowGoodbye: true });
  fleet.request('v2');
  expect([fleet.sizes, fleet.pods.length, fleet.state]).toEqual([['0'], 4, 'rollingOut.stoppingOld']);
  fleet.finishGoodbyes();
  expect([fleet.sizes, fleet.state]).toEqual([['0', '0+4'], 'rollingOut.startingNew']);
  fleet.becomeAvailable('v2', 3);
  fleet.becomeAvailable('v2');
  expect(fleet.states).toEqual([
    'idle: v1 serves alone',
    'rollingOut.stoppingOld: v2 was requested',
    'rollingOut.startingNew: nothing but v2 may run now',
    'complete: all 4 v2 servers are available, and nothing else is left',
  ]);
  expect([...fleet.whys, ...fleet.holds].map((why) => why.says)).toEqual([
    'Stopped all 4 v1 servers: Recreate lets no two revisions run side by side.',
    'Started all 4 v2 servers at once: nothing old is left.',
    'Waiting: 4 v1 servers are still shutting down, and v2 may not start beside them.',
    'Waiting: none of the 4 v2 servers is available yet.',
    'Waiting: 1 of 4 v2 servers is not available yet.',
  ]);
});

test('one server is spoken of in the singular', () => {
  const fleet = new FakeFleet('recreate', { replicas: 1, slowGoodbye: true });
  fleet.request('v2');
  fleet.finishGoodbyes();
  fleet.becomeAvailable('v2');
  expect([...fleet.whys, ...fleet.holds].map((why) => why.says)).toEqual([
    'Stopped the only v1 server: Recreate lets no two revisions run side by side.',
    'Started 1 v2 server: nothing old is left.',
    'Waiting: 1 v1 server is still shutting down, and v2 may not start beside it.',
    'Waiting: the v2 server is not available yet.',
  ]);
  expect(fleet.states.at(-1)).toBe('complete: the v2 server is available, and nothing else is left');
});

test('undo while the old servers are stopping keeps them down until they are gone, then starts them again', () => {
  const fleet = new FakeFleet('recreate', { replicas: 2, slowGoodbye: true });
  fleet.request('v2');
  fleet.undo();
  expect(fleet.sizes).toEqual(['0', '2']);
  fleet.becomeAvailable('v1');
  fleet.finishGoodbyes();
  expect(fleet.state).toBe('restored');
});

test('undo after the end is the same outage once more', () => {
  const fleet = new FakeFleet('recreate', { replicas: 2, slowGoodbye: true });
  fleet.request('v2');
  fleet.finishGoodbyes();
  fleet.becomeAvailable('v2');
  fleet.undo();
  expect([fleet.sizes.at(-1), fleet.state]).toEqual(['0+0', 'rollingBack.stoppingOld']);
  fleet.finishGoodbyes();
  fleet.becomeAvailable('v1');
  expect([fleet.sizes.at(-1), fleet.state]).toEqual(['2+0', 'restored']);
});

test('a version that never starts stays down; the deadline is a label, and it still can complete', () => {
  const fleet = new FakeFleet('recreate', { replicas: 2 });
  fleet.request('v2');
  fleet.wait(10 * MINUTE);
  expect([fleet.state, fleet.sizes.at(-1)]).toEqual(['rollingOut.overdue', '0+2']);
  fleet.becomeAvailable('v2', 1);
  expect(fleet.state).toBe('rollingOut.startingNew');
  fleet.becomeAvailable('v2', 1);
  expect(fleet.state).toBe('complete');
});

test('a goodbye longer than the deadline is overdue, and goes on by itself', () => {
  const fleet = new FakeFleet('recreate', { replicas: 2, slowGoodbye: true, params: { progressDeadline: '1m' } });
  fleet.request('v2');
  fleet.wait(5 * MINUTE);
  expect(fleet.state).toBe('rollingOut.overdue');
  fleet.finishGoodbyes();
  expect([fleet.state, fleet.sizes.at(-1)]).toEqual(['rollingOut.startingNew', '0+2']);
});

test('paused with everything stopped, nothing starts until somebody resumes it', () => {
  const fleet = new FakeFleet('recreate', { replicas: 2, slowGoodbye: true });
  fleet.request('v2');
  fleet.pause();
  fleet.finishGoodbyes();
  fleet.wait(60 * MINUTE);
  expect([fleet.state, fleet.pods]).toEqual(['rollingOut.paused', []]);
  fleet.resume();
  expect([fleet.state, fleet.sizes.at(-1)]).toEqual(['rollingOut.startingNew', '0+2']);
});

test('a service scaled in mid-rollout starts at its new size', () => {
  const fleet = new FakeFleet('recreate', { replicas: 2, slowGoodbye: true });
  fleet.request('v2');
  fleet.scaleTo(5);
  fleet.finishGoodbyes();
  fleet.becomeAvailable('v2');
  expect([fleet.sizes, fleet.state]).toEqual([['0', '0+5'], 'complete']);
});
