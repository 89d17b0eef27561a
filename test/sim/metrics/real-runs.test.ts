import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { failuresOf, measure, rollbackOf, sentences } from '../../../src/sim/metrics/index.ts';
import { run } from '../../../src/sim/run.ts';
import { parse } from '../../../src/sim/scenario/index.ts';
import { FAILURE_CAUSES, frameAt, inFlight, lifeOfRequest, series, timeline } from '../../../src/sim/trace/index.ts';

// What holds by construction for traces written by hand must hold for traces that the engine writes.
describe.each(readdirSync('scenarios'))('%s', (name) => {
  const trace = run(parse(readFileSync(`scenarios/${name}/scenario.yaml`, 'utf8')).scenario, { seed: 3 });
  const { horizon } = trace.header;
  const m = measure(trace) as Record<string, number>;

  test('requests add up, in the metrics, in the frame and in the windows', () => {
    const end = frameAt(trace, horizon);
    const stillInFlight = [...trace.requests.outcome].filter((outcome) => outcome === 0).length;
    expect(m.served! + m.failed! + stillInFlight).toBe(m.offered);
    expect({ offered: end.offered, served: end.served, failed: end.failedTotal, hurt: end.usersHurt }).toEqual({
      offered: m.offered,
      served: m.served,
      failed: m.failed,
      hurt: m.usersHurt,
    });
    const { requests } = series(trace);
    const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
    expect([sum(requests.offered), sum(requests.served)]).toEqual([m.offered, m.served]);
    expect(FAILURE_CAUSES.map((cause) => sum(requests.failed[cause]))).toEqual(FAILURE_CAUSES.map((cause) => end.failed[cause]));
  });

  test('no replica ever holds more requests than it has slots and places in its queue', () => {
    const { concurrency, queue } = trace.header;
    for (let at = 0; at <= horizon; at += horizon / 200) {
      const frame = frameAt(trace, Math.floor(at));
      expect(frame.replicas.filter((replica) => replica.busy > concurrency || replica.queued > queue)).toEqual([]);
      const alive = inFlight(trace, frame.at, frame.at).filter((row) => trace.attempts.replica[row]! >= 0);
      const held = frame.replicas.reduce((total, replica) => total + replica.busy + replica.queued, 0);
      expect(held).toBeLessThanOrEqual(alive.length);
    }
  });

  test('every failure has a cause and a life, and the parts of a way back follow each other', () => {
    for (const failure of failuresOf(trace).slice(0, 200)) {
      const life = lifeOfRequest(trace, failure.request);
      expect(life.outcome).toBe(failure.cause);
      expect(life.attempts.length).toBeGreaterThan(0);
    }
    const parts = rollbackOf(trace);
    parts.slice(1).forEach((part, index) => expect(part.from).toBe(parts[index]!.to));
  });

  test('sentences never shrink the harm, and the timeline is short', () => {
    const failed = [0.25, 0.5, 0.75, 1].map((share) => frameAt(trace, Math.floor(horizon * share)).failedTotal);
    expect(failed).toEqual([...failed].sort((a, b) => a - b));
    expect(sentences(trace, horizon).map(({ id }) => id)).toContain('outcome');
    const told = timeline(trace);
    expect(told.filter((line) => /^ *\d+:\d\d/.test(line)).length).toBeLessThanOrEqual(60);
    expect(Math.max(...told.map((line) => line.length))).toBeLessThanOrEqual(160);
  });
});
