import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { build, downtime, frameAt, outcomeOf, parse, SECOND, seconds, STRATEGIES, strategyArms, type Micros } from '../../../src/sim/index.ts';
import { stageOf } from '../../../src/ui/marks/words.ts';
import { placesOf } from '../../../src/ui/views/stage/places.ts';
import { recoveringAt, rolloutStanding } from '../../../src/ui/compare/together/standing.ts';
import { tollAt } from '../../../src/ui/compare/together/toll.ts';
import { RUNNERS } from '../../../src/ui/front/race/arms.ts';
import { doingAt, failingAt, figuresAt, shareAt, standingAt } from '../../../src/ui/front/race/at.ts';
import { raced, type Raced } from './race.ts';

let runs: readonly Raced[];
beforeAll(async () => void (runs = await raced(1)));
const INSTANTS: readonly Micros[] = [0, 30, 31.5, 58.9, 75, 84, 133, 200, 348, 420].map((at) => at * SECOND);
const one = (id: string): Raced => runs.find((run) => run.id === id)!;

test('every strategy that exists takes part, in the world of the scenario', () => {
  const { source } = parse(readFileSync('scenarios/07-bad-release-and-undo/scenario.yaml', 'utf8'));
  const arms = strategyArms(source, STRATEGIES.map(({ id }) => id));
  expect(RUNNERS.map(({ id, label }) => `${id} ${label}`)).toEqual(arms.map(({ id, label }) => `${id} ${label}`));
  expect(RUNNERS.map(({ scenario }) => scenario)).toEqual(arms.map((arm) => JSON.parse(JSON.stringify(build(arm.source)))));
});

describe('what the page knows of a run is what the run says, at any instant', () => {
  test('requests failed, users hurt, server-minutes and recovery', () => {
    for (const { trace, strip } of runs) {
      // At the very instant of a failure it counts.
      for (const at of [...INSTANTS, ...strip.failed.slice(0, 3)]) {
        const { failed, hurt, surplus } = tollAt(trace, at), recovering = recoveringAt(trace, at);
        expect(figuresAt(strip, at)).toEqual({ failed, hurt, surplus, recovering });
      }
    }
  });

  test('what the router does, and where the rollout stands', () => {
    for (const { trace, strip } of runs) {
      for (const at of INSTANTS) {
        const frame = frameAt(trace, at), total = Object.values(frame.weights).reduce((sum, weight) => sum + weight, 0);
        expect(shareAt(strip, at)).toEqual(total === 0 ? null : 1 - (frame.weights['v1'] ?? 0) / total);
        const { says, role, isOver } = standingAt(strip, at);
        expect({ says, role, isOver }).toEqual(rolloutStanding(trace, frame));
      }
    }
  });

  test('where every server stands, and how it looks', () => {
    for (const { trace, strip } of runs) {
      const places = placesOf(trace);
      for (const at of INSTANTS) {
        const seen = strip.servers.flatMap(({ place, passages }) => passages.filter(({ from, to }) => from <= at && at < to).map(({ stage }) => `${place} ${stage}`));
        expect(seen.sort()).toEqual(frameAt(trace, at).replicas.map(({ index, state }) => `${places.of[index]} ${stageOf(state)}`).sort());
      }
    }
  });
});

test('an outcome, its instant and its reason come from the run', () => {
  for (const { trace, strip } of runs) {
    expect(strip.outcome).toBe(outcomeOf(trace));
    expect(strip.reason.down).toBe(downtime.measure(trace));
  }
  expect(one('shadow').strip.reason).toMatchObject({ share: 0, exposed: 0 });
  expect(one('recreate').strip.reason.share).toBe(1);
  expect(one('canary').strip.reason.share).toBeCloseTo(0.05, 9);
});

test('the pager and whoever took the release back are marked', () => {
  const marks = (id: string): string[] => one(id).strip.marks.map(({ at, says }) => `${says} ${at / SECOND}`);
  expect(marks('recreate')).toEqual(['pager 32', 'undo 132']);
  expect(marks('canary')).toEqual(['analysis 83.674071']);
  expect(marks('blue-green')).toEqual(['pager 65', 'analysis 82.674071']);
});

test('a server wears its cross for a moment after it failed a request, and no other does', () => {
  const { trace, strip } = one('canary'), [first] = strip.failed;
  const row = trace.requests.lastAttempt[trace.requests.endedAt.findIndex((at, i) => at === first && trace.requests.outcome[i]! > 0)]!;
  expect([...failingAt(strip, first!)]).toEqual([placesOf(trace).of[trace.attempts.replica[row]!]]);
  expect(failingAt(strip, first! - 1).size).toBe(0);
  expect(failingAt(strip, first! + seconds(3)).size).toBe(0);
});

test('while a rollout is on, what it does is said with the share of the traffic', () => {
  expect(doingAt(one('canary').strip, seconds(75)).says).toBe('paused, v2 gets 5%');
  expect(doingAt(one('canary').strip, seconds(20)).says).toBe('not begun');
  expect(doingAt(one('canary').strip, seconds(300)).says).toBe('rolled back at 2:04');
});
