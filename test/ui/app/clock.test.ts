import { describe, expect, test } from 'vitest';
import { atSpeed, inRun, LONGEST_TICK_MS, pause, play, seek, steppedAt, stopped, tick } from '../../../src/ui/player/clock.ts';

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
  test('without motion there is one picture a second while playing, and the exact instant while paused', () => {
    const clock = seek(atSpeed(minute, 8), 30_500_000);
    expect(steppedAt(play(clock))).toBe(24_000_000);
    expect(steppedAt(clock)).toBe(30_500_000);
  });
});
