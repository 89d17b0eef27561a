import fc from 'fast-check';
import { expect, test } from 'vitest';
import { METRICS, ScenarioError, build, parse, parseExpectation, render, run } from '../../../src/sim/index.ts';
import { SMALL } from '../../cli/run-main.ts';

const IN: Record<string, (amount: number) => { text: string; bound: number }> = {
  share: (amount) => ({ text: `${amount}%`, bound: amount / 100 }),
  duration: (amount) => ({ text: `${amount}s`, bound: amount * 1_000_000 }),
};
const valueIn = (unit: string, amount: number): { text: string; bound: number } =>
  IN[unit]?.(amount) ?? { text: `${amount}`, bound: amount };

test('every metric, comparison, value and quantifier is read back, however it is spaced', () => {
  const space = fc.constantFrom('', ' ', '   ');
  fc.assert(
    fc.property(
      fc.constantFrom(...METRICS),
      fc.constantFrom('<', '<=', '>=', '>'),
      fc.nat(100_000),
      fc.constantFrom(
        { text: '', of: 'mean' },
        { text: ' in every run', of: 'every' },
        { text: '  in 95%  of runs', of: { share: 0.95 } },
      ),
      space,
      space,
      (metric, comparison, amount, quantifier, before, after) => {
        const { text, bound } = valueIn(metric.unit, amount);
        const read = parseExpectation(`${before}${metric.id}${before}${comparison}${after}${text}${quantifier.text} `);
        expect(read).toMatchObject({ metric: { id: metric.id }, comparison, of: quantifier.of });
        if ('cure' in read) return;
        expect(read.bound).toBeCloseTo(bound, 9);
        expect(parseExpectation(read.text)).toEqual(read);
      },
    ),
  );
});

test('any other text is refused with a cure, never with an error', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = parseExpectation(text);
      expect('cure' in read ? read.cure.endsWith('.') || read.cure.endsWith('?') : read.text.length > 0).toBe(true);
    }),
  );
});

test.each([
  ['availabilty >= 99.9%', 'names availabilty, which is no metric', 'Did you mean "availability"?'],
  ['surplusCosts <= 30%', 'names surplusCosts, which is no metric', 'Did you mean "surplusCost"?'],
  ['surplusCost <= 30', 'compares surplusCost with 30, which is no percentage', 'Write a percentage such as 99.9%.'],
  ['change in leadtime <= 10%', 'names leadtime, which is no metric', 'Did you mean "leadTime"?'],
  [
    'change in leadTime <= 10',
    'compares the change in leadTime with 10, which is no duration',
    'Write a duration such as 90s, or a share of the value before such as 10%.',
  ],
  [
    'change in availability >= -0.1',
    'compares the change in availability with -0.1, which is no percentage',
    'Write a percentage such as 99.9%.',
  ],
  [
    'leadTime change <= 10%',
    'is no expectation: "leadTime change <= 10%"',
    'Write a metric, a comparison and a value: availability >= 99.9%.',
  ],
  ['availability >= 0.999', 'compares availability with 0.999, which is no percentage', 'Write a percentage such as 99.9%.'],
  ['downtime <= 90', 'compares downtime with 90, which is no duration', 'Write a duration such as 90s.'],
  [
    'surplus <= 30%',
    'compares surplus with 30%, which is no amount of money',
    'Write an amount without a currency, such as 1.50.',
  ],
  ['failed == 0', 'asks for exactly 0', 'Write <= or >=; a mean over runs is hardly ever exact.'],
  ['failed <= 0 in most runs', 'ends in "in most runs"', 'Write in every run, or in 95% of runs.'],
  ['no harm', 'is no expectation: "no harm"', 'Write a metric, a comparison and a value: availability >= 99.9%.'],
])('%s', (text, message, cure) => {
  expect(parseExpectation(text)).toEqual({ message, cure });
});

test('values are in the units of the engine, and may be less than nothing', () => {
  expect(parseExpectation('downtime <= 1m30s')).toMatchObject({ bound: 90_000_000 });
  expect(parseExpectation('availability >= 99.9%')).toMatchObject({ bound: 0.999 });
  expect(parseExpectation('surplusCost <= 30%')).toMatchObject({ metric: { id: 'surplusCost' }, bound: 0.3 });
  expect(parseExpectation('surplus <= -0.5')).toMatchObject({ bound: -0.5 });
});

const EXPECTING = `${SMALL}expect: ['availability >= 99.9%', failed <= 0 in every run]\n`;

test('a scenario keeps its expectations, and its runs do not know of them', () => {
  const { scenario, source } = parse(EXPECTING);
  expect(scenario.expect).toEqual(['availability >= 99.9%', 'failed <= 0 in every run']);
  expect(parse(render(source)).source).toEqual(source);
  expect(run(scenario, { seed: 4 }).digest).toBe(run(parse(SMALL).scenario, { seed: 4 }).digest);
  expect(build(parse(SMALL).source).expect).toEqual([]);
});

test('a wrong expectation is told of at its own place', () => {
  try {
    parse(`${SMALL}expect:\n  - failed <= 0\n  - faild <= 0\n`, { file: 'web.yaml' });
    expect.unreachable();
  } catch (error) {
    expect((error as ScenarioError).issues).toMatchObject([
      { path: 'expect.1', line: SMALL.split('\n').length + 2, column: 5, cure: 'Did you mean "failed"?' },
    ]);
  }
});

test('a change is an amount in the unit of the metric, or a share of the value before where the metric is no share', () => {
  expect(parseExpectation('change in leadTime <= 10%')).toMatchObject({
    change: 'share',
    bound: 0.1,
    metric: { id: 'leadTime' },
  });
  expect(parseExpectation('change  in leadTime <= -10s')).toMatchObject({ change: 'amount', bound: -10_000_000 });
  expect(parseExpectation('change in availability >= -0.1%')).toMatchObject({ change: 'amount', bound: -0.001 });
  expect(parseExpectation('change in failed <= 0 in 95% of runs')).toMatchObject({
    change: 'amount',
    bound: 0,
    of: { share: 0.95 },
  });
  expect(parseExpectation('failed <= 0')).toMatchObject({ change: null });
});
