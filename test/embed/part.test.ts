import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readAddress } from '../../src/embed/address/address.ts';
import { stopsOf } from '../../src/embed/run/stops.ts';
import { parse, run, type PresentedStep } from '../../src/sim/index.ts';

const { scenario } = parse(readFileSync('scenarios/04-rolling-termination-race/scenario.yaml', 'utf8'));
const trace = run(scenario, { seed: 1 });
const named = (...seconds: number[]): PresentedStep[] => seconds.map((at) => ({ at: at * 1_000_000, name: 'Step', caption: '', print: true }));

test('the axis spans the steps that a scenario names, with a breath around them, and never leaves the run', () => {
  const { opening, part } = stopsOf(trace, named(40, 120));
  expect(part!.from).toBeLessThan(opening);
  expect(part!.from).toBeGreaterThan(opening - 10_000_000);
  expect(part!.to).toBeGreaterThan(120_000_000);
  expect(part!.to).toBeLessThan(130_000_000);
  expect(stopsOf(trace, named(0, 360)).part).toEqual({ from: 0, to: 360_000_000 });
});

test('without named steps, or with one where the run opens, the axis is that of the whole run', () => {
  expect(stopsOf(trace, []).part).toBeNull();
  expect(stopsOf(trace, named(5)).part).toBeNull();
});

test('the future is pale unless the address hides it', () => {
  expect(readAddress('#scenario=x').future).toBe('pale');
  expect(readAddress('#scenario=x&future=hidden').future).toBe('hidden');
  expect(() => readAddress('#scenario=x&future=none')).toThrow('future cannot be “none”. It is one of pale and hidden.');
});
