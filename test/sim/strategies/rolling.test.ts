import { expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../../src/sim/kernel/index.ts';
import { FakeFleet } from './fake-fleet.ts';

test('ten servers at 25 % / 25 % walk 8+3, 8+5, 3+5, 3+10, 0+10 in lock-step', () => {
  const fleet = new FakeFleet('rolling', { replicas: 10 });
  fleet.request('v2');
  expect(fleet.sizes).toEqual(['8+3', '8+5']);
  fleet.becomeAvailable('v2');
  expect(fleet.sizes).toEqual(['8+3', '8+5', '3+5', '3+10']);
  fleet.becomeAvailable('v2');
  expect(fleet.sizes).toEqual(['8+3', '8+5', '3+5', '3+10', '0+10']);
  expect(fleet.states).toEqual([
    'idle: v1 serves alone',
    'rollingOut.progressing: v2 was requested',
    'complete: all 10 v2 servers are available, and nothing else is left',
  ]);
  expect(fleet.settled).toBe(true);
});

test('the first pass creates the new set and shrinks the old one at once', () => {
  const fleet = new FakeFleet('rolling', { replicas: 10 });
  fleet.request('v2');
  expect(fleet.whys.slice(0, 2).map((why) => [why.rule, why.says, why.arithmetic])).toEqual([
    [
      'rolling.scaleUpNew',
      'Added 3 v2 servers: up to 13 servers may be wanted at once, and 10 were.',
      'min(10 + 3 − 10, 10 − 0) = 3',
    ],
    ['rolling.scaleDownOld', 'Removed 2 v1 servers: 10 were available and 8 must stay.', 'min(10 − 8, 10) = 2'],
  ]);
});

test('a version that never becomes ready freezes at 8 old and 5 new, and the controller says why it waits', () => {
  const fleet = new FakeFleet('rolling', { replicas: 10 });
  fleet.request('v2');
  fleet.wait(60 * MINUTE);
  expect(fleet.sizes.at(-1)).toBe('8+5');
  expect(fleet.path).toEqual(['idle', 'rollingOut.progressing', 'rollingOut.overdue']);
  expect(fleet.states.at(-1)).toBe('rollingOut.overdue: no progress for 10 minutes; the controller goes on all the same');
  expect(fleet.holds.at(-1)).toMatchObject({
    says: 'Waiting: 5 v2 servers are not available yet, and taking one v1 server away would leave fewer than 8.',
    arithmetic: 'may add: min(10 + 3 − 13, 10 − 5) = 0; may remove: 13 − 8 − 5 = 0',
    alternatives: [
      'Removing one v1 server now would leave 7 available, fewer than 10 − 2 = 8.',
      'Adding one v2 server would make 14, above 10 + 3 = 13.',
      'Rolling back is not among its choices: it waits for as long as it takes, until a person undoes the rollout.',
    ],
  });
});

test('an overdue rollout goes on, and completes when servers become ready after all', () => {
  const fleet = new FakeFleet('rolling', { replicas: 4, params: { progressDeadline: '1m' } });
  fleet.request('v2');
  fleet.wait(2 * MINUTE);
  expect(fleet.state).toBe('rollingOut.overdue');
  fleet.becomeAvailable('v2');
  expect(fleet.state).toBe('rollingOut.progressing');
  fleet.becomeAvailable('v2');
  expect(fleet.state).toBe('complete');
});

test('every bit of progress starts the deadline anew', () => {
  const fleet = new FakeFleet('rolling', { replicas: 10, params: { progressDeadline: '60s', maxSurge: 1, maxUnavailable: 0 } });
  fleet.request('v2');
  for (let served = 0; served < 5; served++) {
    fleet.wait(59 * SECOND);
    fleet.becomeAvailable('v2', 1);
  }
  expect(fleet.path).toEqual(['idle', 'rollingOut.progressing']);
  fleet.wait(60 * SECOND);
  expect(fleet.path).toEqual(['idle', 'rollingOut.progressing', 'rollingOut.overdue']);
});

test('without a progress deadline nothing is ever overdue', () => {
  const fleet = new FakeFleet('rolling', { replicas: 4, params: { progressDeadline: 'none' } });
  fleet.request('v2');
  expect(fleet.calendar.size).toBe(0);
  fleet.wait(24 * 60 * MINUTE);
  expect(fleet.state).toBe('rollingOut.progressing');
});

test('surge 0 and unavailable 1 take one away before they add one', () => {
  const fleet = new FakeFleet('rolling', { replicas: 4, params: { maxSurge: 0, maxUnavailable: 1 } });
  fleet.request('v2');
  expect(fleet.sizes).toEqual(['3', '3+1']);
  fleet.becomeAvailable('v2');
  expect(fleet.sizes).toEqual(['3', '3+1', '2+1', '2+2']);
});

test('surge 1 and unavailable 0 never reduce capacity: the four-server walk', () => {
  const fleet = new FakeFleet('rolling', { replicas: 4, params: { maxSurge: 1, maxUnavailable: 0 } });
  fleet.request('v2');
  for (let step = 0; step < 4; step++) {
    expect(fleet.count('v1', 'available') + fleet.count('v2', 'available')).toBe(4);
    fleet.becomeAvailable('v2');
  }
  expect(fleet.sizes).toEqual(['4+1', '3+1', '3+2', '2+2', '2+3', '1+3', '1+4', '0+4']);
  expect(fleet.state).toBe('complete');
});

test('kubernetes#95498: of 15 servers with slow goodbyes, 22 live at first: 12 old, 7 new and 3 terminating', () => {
  const fleet = new FakeFleet('rolling', { replicas: 15, slowGoodbye: true });
  fleet.request('v2');
  expect(fleet.sizes.at(-1)).toBe('12+7');
  expect([fleet.count('v1', 'available'), fleet.count('v1', 'terminating'), fleet.count('v2', 'starting')]).toEqual([12, 3, 7]);
  expect(fleet.pods).toHaveLength(22);
});

test('kubernetes#89209: one server with a quota of one waits for ever, and keeps the old one', () => {
  const fleet = new FakeFleet('rolling', { replicas: 1, quota: 1 });
  fleet.request('v2');
  fleet.wait(30 * MINUTE);
  expect(fleet.sizes).toEqual(['1+1']);
  expect(fleet.pods).toEqual([{ revision: 'v1', state: 'available' }]);
  expect(fleet.holds.at(-1)!.says).toBe(
    'Waiting: 1 v2 server could not be created for want of quota, and taking one v1 server away would leave none.',
  );
  expect(fleet.whys[0]!.says).toBe('Added 1 v2 server, all that is wanted.');
});

test('a third revision in mid-rollout: what is not ready goes first, oldest set first', () => {
  const fleet = new FakeFleet('rolling', { replicas: 10 });
  fleet.request('v2');
  fleet.becomeAvailable('v2', 2);
  expect(fleet.sizes.at(-1)).toBe('6+7');
  fleet.request('v3');
  expect(fleet.sizes.slice(-2)).toEqual(['6+2', '6+2+5']);
  expect(fleet.whys.find((why) => why.rule === 'rolling.cleanUpUnhealthy')).toMatchObject({
    says: 'Removed 5 v2 servers that were not available: no capacity goes with them.',
    arithmetic: 'min(13 − 8 − 0, 7 − 2) = 5',
  });
  for (let step = 0; step < 10; step++) fleet.becomeAvailable('v3', 1);
  expect(fleet.sizes.at(-1)).toBe('0+0+10');
  expect(fleet.path).toEqual(['idle', 'rollingOut.progressing', 'complete']);
});

test('a paused rollout keeps its mix, has no deadline, and goes on when resumed', () => {
  const fleet = new FakeFleet('rolling', { replicas: 10 });
  fleet.request('v2');
  expect(fleet.pause()).toEqual({ accepted: true, reason: '' });
  fleet.becomeAvailable('v2');
  fleet.wait(60 * MINUTE);
  expect(fleet.sizes.at(-1)).toBe('8+5');
  expect(fleet.pause()).toEqual({ accepted: false, reason: 'it is paused already' });
  expect(fleet.undo()).toEqual({ accepted: false, reason: 'kubectl does not undo a paused rollout: resume it first' });
  fleet.resume();
  expect(fleet.sizes.slice(-2)).toEqual(['3+5', '3+10']);
  expect(fleet.path).toEqual(['idle', 'rollingOut.progressing', 'rollingOut.paused', 'rollingOut.progressing']);
});

test('a Deployment that starts paused waits with the first rollout until somebody resumes it', () => {
  const fleet = new FakeFleet('rolling', { replicas: 4, params: { paused: true } });
  fleet.request('v2');
  expect([fleet.state, fleet.sizes]).toEqual(['rollingOut.paused', []]);
  fleet.resume();
  expect(fleet.sizes).toEqual(['3+1', '3+2']);
});

test('scaled from 10 to 20 in mid-rollout, each revision keeps its share, and the rollout goes on', () => {
  const fleet = new FakeFleet('rolling', { replicas: 10 });
  fleet.request('v2');
  const before = fleet.whys.length;
  fleet.scaleTo(20);
  expect(fleet.sizes.slice(0, 3)).toEqual(['8+3', '8+5', '15+10']);
  expect(fleet.whys.slice(before, before + 2).map((why) => [why.says, why.arithmetic])).toEqual([
    [
      'Added 7 v1 servers: the service was scaled from 10 to 20 in mid-rollout, and each revision keeps its share.',
      'round(8 × 25 ÷ 13) = 15',
    ],
    [
      'Added 5 v2 servers: the service was scaled from 10 to 20 in mid-rollout, and each revision keeps its share.',
      'round(5 × 25 ÷ 13) = 10',
    ],
  ]);
  fleet.becomeAvailable('v1');
  for (let step = 0; step < 10; step++) fleet.becomeAvailable('v2');
  expect([fleet.sizes.at(-1), fleet.state]).toEqual(['0+20', 'complete']);
});

test('scaling works while paused and when complete, and changes no state', () => {
  const fleet = new FakeFleet('rolling', { replicas: 10 });
  fleet.request('v2');
  fleet.pause();
  fleet.scaleTo(20);
  expect([fleet.sizes.at(-1), fleet.state]).toEqual(['15+10', 'rollingOut.paused']);
  fleet.resume();
  for (let step = 0; step < 10; step++) for (const revision of ['v1', 'v2']) fleet.becomeAvailable(revision);
  expect(fleet.state).toBe('complete');
  fleet.scaleTo(3);
  expect([fleet.sizes.at(-1), fleet.state]).toEqual(['0+3', 'complete']);
  expect(fleet.whys.at(-1)!.says).toBe('Removed 17 v2 servers: the service was scaled from 20 to 3.');
});

test('undo in mid-rollout is another rollout: what is not ready goes, and v1 grows back', () => {
  const fleet = new FakeFleet('rolling', { replicas: 10 });
  fleet.request('v2');
  expect(fleet.undo()).toEqual({ accepted: true, reason: '' });
  expect(fleet.sizes).toEqual(['8+3', '8+5', '8+0', '10+0']);
  fleet.becomeAvailable('v1');
  expect(fleet.states.slice(-2)).toEqual([
    'rollingBack.progressing: a person went back to v1 (undo)',
    'restored: all 10 v1 servers are available, and nothing else is left',
  ]);
});

test('undo of a complete rollout has its own deadline, pause and end, and a second undo goes forward again', () => {
  const fleet = new FakeFleet('rolling', { replicas: 4 });
  fleet.request('v2');
  fleet.becomeAvailable('v2');
  fleet.becomeAvailable('v2');
  fleet.undo();
  fleet.wait(10 * MINUTE);
  fleet.pause();
  fleet.resume();
  fleet.becomeAvailable('v1');
  fleet.becomeAvailable('v1');
  expect(fleet.path.slice(2)).toEqual([
    'complete',
    'rollingBack.progressing',
    'rollingBack.overdue',
    'rollingBack.paused',
    'rollingBack.progressing',
    'restored',
  ]);
  fleet.undo();
  expect(fleet.state).toBe('rollingOut.progressing');
});

test('undo is refused when nothing was rolled out, and when the history limit kept nothing', () => {
  const fleet = new FakeFleet('rolling', { replicas: 2, params: { revisionHistoryLimit: 0 } });
  expect(fleet.undo()).toEqual({ accepted: false, reason: 'no earlier revision is kept to go back to: the history limit is 0' });
  expect(new FakeFleet('rolling', { replicas: 2 }).undo()).toEqual({
    accepted: false,
    reason: 'there is no earlier revision to go back to',
  });
  fleet.request('v2');
  for (let step = 0; step < 3; step++) fleet.becomeAvailable('v2');
  expect(fleet.state).toBe('complete');
  expect(fleet.undo().accepted).toBe(false);
  expect(fleet.request('v2')).toEqual({
    accepted: false,
    reason: 'v2 is already the wanted revision, so there is nothing to roll out',
  });
});

test('servers that crash after the end change nothing: it stays complete, and nobody waits', () => {
  const fleet = new FakeFleet('rolling', { replicas: 4 });
  fleet.request('v2');
  fleet.becomeAvailable('v2');
  fleet.becomeAvailable('v2');
  const holds = fleet.holds.length;
  fleet.crash('v2', 3);
  fleet.wait(20 * MINUTE);
  expect([fleet.state, fleet.holds.length]).toEqual(['complete', holds]);
});

test('old servers that crash go before those that work', () => {
  const fleet = new FakeFleet('rolling', { replicas: 10, params: { maxSurge: 0, maxUnavailable: 2 } });
  fleet.crash('v1', 2);
  fleet.request('v2');
  expect(fleet.sizes).toEqual(['8', '8+2']);
  expect(fleet.count('v1', 'available')).toBe(8);
});

test('new servers that are not available yet are charged to the budget, even for old ones that do not work', () => {
  const fleet = new FakeFleet('rolling', { replicas: 10 });
  fleet.crash('v1', 5);
  fleet.request('v2');
  expect(fleet.sizes).toEqual(['8+3', '8+5']);
  expect(fleet.whys[1]).toMatchObject({ rule: 'rolling.cleanUpUnhealthy', arithmetic: 'min(13 − 8 − 3, 10 − 5) = 2' });
});
