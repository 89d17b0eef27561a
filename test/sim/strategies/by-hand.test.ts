import { expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../../src/sim/kernel/index.ts';
import { FakeFleet } from './fake-fleet.ts';

test('four servers by hand: stop, copy for 80 s, configure for 4 min, start, check for 1 min', () => {
  const fleet = new FakeFleet('by-hand', { replicas: 4, slowGoodbye: true });
  fleet.request('v2');
  expect([fleet.state, fleet.sizes]).toEqual(['rollingOut.stopping', ['0']]);
  fleet.finishGoodbyes();
  expect(fleet.state).toBe('rollingOut.copying');
  fleet.wait(80 * SECOND);
  expect(fleet.state).toBe('rollingOut.configuring');
  fleet.wait(4 * MINUTE);
  expect([fleet.state, fleet.sizes.at(-1)]).toEqual(['rollingOut.starting', '0+4']);
  fleet.becomeAvailable('v2', 3);
  expect(fleet.state).toBe('rollingOut.starting');
  fleet.becomeAvailable('v2');
  expect(fleet.state).toBe('rollingOut.checking');
  fleet.wait(MINUTE);
  expect(fleet.states).toEqual([
    'idle: v1 serves alone',
    'rollingOut.stopping: v2 was requested',
    'rollingOut.copying: everything has stopped',
    'rollingOut.configuring: v2 is on every server',
    'rollingOut.starting: v2 is configured',
    'rollingOut.checking: all 4 v2 servers are up',
    'complete: v2 looked fine for 1 minute',
  ]);
  expect([...fleet.whys, ...fleet.holds].map((why) => why.says)).toEqual([
    'Stopped all 4 v1 servers to make way for v2.',
    'Started all 4 v2 servers.',
    'Waiting: 4 v1 servers are still shutting down.',
    'Copying v2 to 4 servers, one after the other: that takes 80 seconds, with nothing serving.',
    'Unpacking v2, editing its configuration and running the upgrade scripts: that takes 4 minutes.',
    'Waiting: none of the 4 v2 servers is up yet.',
    'Waiting: 1 of 4 v2 servers is not up yet.',
  ]);
});

test('without the time that servers need, the outage of four to twelve takes five to ten minutes', () => {
  const outageOf = (replicas: number): number => {
    const fleet = new FakeFleet('by-hand', { replicas });
    fleet.request('v2');
    while (fleet.state !== 'rollingOut.starting') fleet.wait(SECOND);
    return fleet.calendar.now / MINUTE;
  };
  expect(outageOf(4)).toBeCloseTo(5.33, 2);
  expect(outageOf(12)).toBe(8);
});

test('undo after the end goes the same way back, and takes as long', () => {
  const fleet = new FakeFleet('by-hand', { replicas: 2 });
  fleet.request('v2');
  fleet.wait(5 * MINUTE);
  fleet.becomeAvailable('v2');
  fleet.wait(MINUTE);
  expect(fleet.state).toBe('complete');
  fleet.undo();
  fleet.wait(5 * MINUTE);
  fleet.becomeAvailable('v1');
  fleet.wait(MINUTE);
  expect(fleet.path.slice(-6)).toEqual([
    'rollingBack.stopping',
    'rollingBack.copying',
    'rollingBack.configuring',
    'rollingBack.starting',
    'rollingBack.checking',
    'restored',
  ]);
  expect(fleet.count('v1', 'available')).toBe(2);
});

test('undo with everything stopped copies the old release back before it starts', () => {
  const fleet = new FakeFleet('by-hand', { replicas: 2 });
  fleet.request('v2');
  fleet.wait(MINUTE);
  expect(fleet.state).toBe('rollingOut.configuring');
  fleet.undo();
  expect(fleet.state).toBe('rollingBack.copying');
});

test('servers that never come up are waited for until somebody undoes it', () => {
  const fleet = new FakeFleet('by-hand', { replicas: 2 });
  fleet.request('v2');
  fleet.wait(24 * 60 * MINUTE);
  expect(fleet.state).toBe('rollingOut.starting');
  fleet.undo();
  fleet.wait(5 * MINUTE);
  fleet.becomeAvailable('v1');
  fleet.wait(MINUTE);
  expect([fleet.state, fleet.count('v1', 'available')]).toEqual(['restored', 2]);
});

test('people cannot be paused, and can change the number of servers', () => {
  const fleet = new FakeFleet('by-hand', { replicas: 2 });
  expect(fleet.pause()).toEqual({
    accepted: false,
    reason: 'there is no controller to pause or resume: people work through a runbook',
  });
  expect(fleet.undo()).toEqual({ accepted: false, reason: 'there is no earlier release to go back to' });
  fleet.scaleTo(3);
  expect(fleet.sizes).toEqual(['3']);
  expect(fleet.request('v1').reason).toBe('v1 is already the release in place, so there is nothing to do');
  fleet.request('v2');
  fleet.scaleTo(5);
  fleet.wait(10 * MINUTE);
  expect(fleet.sizes.at(-1)).toBe('0+5');
});
