import { expect, test } from 'vitest';
import { Random, type Stream } from '../../../src/sim/kernel/index.ts';
import { isHarmful, look, NO_EVIDENCE, type Arm, type Block, type Evidence } from '../../../src/sim/analysis/sequential/index.ts';

const ALPHA = 0.05,
  WATCHES = 400,
  LOOKS = 60;

/** Two versions as they are in truth, and how many requests each gets between two looks. */
interface Truth {
  stable: number;
  next: number;
  requests: { stable: number; next: number };
}
const canary = (stable: number, next: number): Truth => ({ stable, next, requests: { stable: 190, next: 10 } });
const even = (stable: number, next: number): Truth => ({ stable, next, requests: { stable: 50, next: 50 } });

function arm(chance: Stream, requests: number, rate: number): Arm {
  let failed = 0;
  for (let n = 0; n < requests; n++) if (chance() < rate) failed++;
  return { requests, failed };
}
const watch = (truth: Truth, number: number): Block[] => {
  const random = new Random(number),
    stable = random.stream('stable'),
    next = random.stream('next');
  return Array.from({ length: LOOKS }, () => ({
    stable: arm(stable, truth.requests.stable, truth.stable),
    next: arm(next, truth.requests.next, truth.next),
  }));
};

/** The look at which the alarm is given; null = never. */
type Test = (blocks: readonly Block[]) => number | null;
const sequential: Test = (blocks) => {
  let evidence: Evidence = NO_EVIDENCE;
  for (const block of blocks) if (isHarmful((evidence = look(evidence, block)), ALPHA)) return evidence.looks;
  return null;
};
/** The ordinary test of two proportions, one-sided at 5 %, over everything so far: right if one looks once. */
const isSignificant = (stable: Arm, next: Arm): boolean => {
  const rate = (stable.failed + next.failed) / (stable.requests + next.requests);
  const error = Math.sqrt(rate * (1 - rate) * (1 / stable.requests + 1 / next.requests));
  return error > 0 && (next.failed / next.requests - stable.failed / stable.requests) / error > 1.6449;
};
const total = (blocks: readonly Block[], who: keyof Block): Arm => ({
  requests: blocks.reduce((sum, block) => sum + block[who].requests, 0),
  failed: blocks.reduce((sum, block) => sum + block[who].failed, 0),
});
const naive: Test = (blocks) => {
  const at = blocks.findIndex((_, index) => {
    const seen = blocks.slice(0, index + 1);
    return isSignificant(total(seen, 'stable'), total(seen, 'next'));
  });
  return at === -1 ? null : at + 1;
};
const once: Test = (blocks) => (isSignificant(total(blocks, 'stable'), total(blocks, 'next')) ? blocks.length : null);

const alarms = (of: Test, truth: Truth): (number | null)[] => Array.from({ length: WATCHES }, (_, n) => of(watch(truth, n + 1)));
const share = (of: Test, truth: Truth): number => alarms(of, truth).filter((at) => at !== null).length / WATCHES;

/** Five per cent, and what chance may add to it in 400 watches (three standard deviations). */
const MOST_FALSE = ALPHA + 3 * Math.sqrt((ALPHA * (1 - ALPHA)) / WATCHES);

test.each([
  ['a rare failure', canary(0.002, 0.002)],
  ['one failure in fifty', canary(0.02, 0.02)],
  ['one failure in fifty, half and half', even(0.02, 0.02)],
  ['one failure in five', even(0.2, 0.2)],
  ['a next version that fails less', even(0.1, 0.05)],
])('looked at sixty times, it raises no more false alarms than promised: %s', (_, truth) => {
  expect(share(sequential, truth)).toBeLessThanOrEqual(MOST_FALSE);
});

test('the ordinary test keeps its promise when looked at once, and breaks it when looked at sixty times', () => {
  expect(share(once, even(0.1, 0.1))).toBeLessThanOrEqual(MOST_FALSE);
  expect(share(naive, even(0.1, 0.1))).toBeGreaterThan(4 * ALPHA);
  expect(share(sequential, even(0.1, 0.1))).toBeLessThanOrEqual(MOST_FALSE);
});

test('the worse the next version is, the more often it is found, and the sooner', () => {
  const found = [0.02, 0.03, 0.05, 0.1, 0.3].map((next) => {
    const looks = alarms(sequential, even(0.02, next)).filter((at) => at !== null);
    return { share: looks.length / WATCHES, middle: looks.sort((a, b) => a - b)[Math.floor(looks.length / 2)] ?? null };
  });
  expect(found.map(({ share }) => share)).toEqual(found.map(({ share }) => share).sort((a, b) => a - b));
  expect(found[1]!.share).toBeGreaterThan(found[0]!.share + 0.2);
  expect(found[2]!.share).toBeGreaterThan(0.95);
  expect(found.slice(2).map(({ middle }) => middle)).toEqual([11, 3, 1]);
});

test('a canary with a twentieth of the traffic is found too, in its time', () => {
  expect(share(sequential, canary(0.001, 0.1))).toBeGreaterThan(0.95);
});

test('evidence of nothing is no evidence, and an alarm is not taken back', () => {
  const nobody: Arm = { requests: 0, failed: 0 };
  expect(look(NO_EVIDENCE, { stable: nobody, next: nobody })).toEqual({ ...NO_EVIDENCE, looks: 1 });
  const alone = look(NO_EVIDENCE, { stable: nobody, next: { requests: 100, failed: 50 } });
  expect(alone.pValue).toBeCloseTo(1, 12);
  const alarmed = look(NO_EVIDENCE, { stable: { requests: 100, failed: 1 }, next: { requests: 100, failed: 30 } });
  expect(isHarmful(alarmed, ALPHA)).toBe(true);
  const later = look(alarmed, { stable: { requests: 100, failed: 30 }, next: { requests: 1_000, failed: 0 } });
  expect(later.logEvidence).toBeLessThan(0);
  expect(isHarmful(later, ALPHA)).toBe(true);
  expect(later.pValue).toBe(alarmed.pValue);
});
