import { describe, expect, test } from 'vitest';
import { atSpeed, inRun, LONGEST_TICK_MS, pause, play, seek, stopped, tick } from '../../../src/ui/player/clock.ts';
import { stopAfter, stopBefore } from '../../../src/ui/player/stops.ts';

const minute = stopped(60_000_000);

describe('the clock', () => {
  test('at 8× a picture of 16 ms moves the playhead by 128 ms', () => {
    expect(tick(play(atSpeed(minute, 8)), 16).at).toBe(128_000);
  });
  test('stands still while paused', () => {
    expect(tick(pause(play(minute)), 16)).toEqual(minute);
  });
  test('a stall of ten seconds does not become a leap', () => {
    expect(tick(play(atSpeed(minute, 1)), 10_000).at).toBe(LONGEST_TICK_MS * 1000);
  });
  test('stops at the end, and plays again from the start', () => {
    const end = tick(play(seek(atSpeed(minute, 8), 59_999_000)), 50);
    expect(end).toMatchObject({ at: 60_000_000, playing: false });
    expect(play(end)).toMatchObject({ at: 0, playing: true });
  });
  test('any place can be reached from any other, and out of range becomes the nearest end', () => {
    expect(seek(seek(minute, 31_000_001), 12).at).toBe(12);
    expect(seek(minute, -5).at).toBe(0);
    expect(seek(minute, 1e15).at).toBe(60_000_000);
  });
  test('keeps its place in a run of another length', () => {
    expect(inRun(seek(minute, 40_000_000), 90_000_000)).toMatchObject({ at: 40_000_000, horizon: 90_000_000 });
    expect(inRun(seek(minute, 40_000_000), 30_000_000).at).toBe(30_000_000);
  });
});

describe('stops', () => {
  const stops = [0, 5, 5, 9];
  test('forward goes to the next later stop, once per instant', () => {
    expect([stopAfter(stops, -1), stopAfter(stops, 0), stopAfter(stops, 5), stopAfter(stops, 9)]).toEqual([0, 5, 9, null]);
  });
  test('back is the exact inverse', () => {
    expect([stopBefore(stops, 9), stopBefore(stops, 6), stopBefore(stops, 5), stopBefore(stops, 0)]).toEqual([5, 5, 0, null]);
  });
});
