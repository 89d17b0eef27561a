import type { Suite } from './suite.ts';

const ROUNDS = 7;

/** Measures a suite's contestants in turns, so that a slow minute of the machine hits all alike, and renders medians as a Markdown table. */
export function compare(suite: Suite): string {
  const running = suite.contestants.filter((contestant) => !contestant.skipped);
  const rates = new Map(running.map(({ name }) => [name, [] as number[]]));
  // The first round lets the engine compile and is not counted.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { name, round: play } of running) {
      const { amount, seconds } = play();
      if (round > 0) rates.get(name)!.push(amount / seconds);
    }
  }
  const ours = median(rates.get(suite.contestants[0]!.name)!);
  const rows = suite.contestants.map(({ name, goal, limit, skipped }, index) => {
    if (skipped) return `| ${name} | skipped: ${skipped} | | |`;
    const rate = median(rates.get(name)!),
      ratio = ours / rate;
    const each = 1_000 / rate;
    const verdict = [
      ...(goal === undefined ? [] : [`≥ ${goal}× ${ratio >= goal ? 'met' : '**missed**'}`]),
      ...(limit === undefined ? [] : [`${readable(each)} ms each, ≤ ${limit} ms ${each <= limit ? 'met' : '**missed**'}`]),
    ].join('; ');
    return `| ${name} | ${readable(rate)} | ${index === 0 ? '' : `${ratio.toPrecision(3)}×`} | ${verdict} |`;
  });
  return [`### ${suite.title}`, '', `| | ${suite.unit} a second | ours ÷ this | goal |`, '|---|--:|--:|---|', ...rows, ''].join(
    '\n',
  );
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

function readable(rate: number): string {
  return Number(rate.toPrecision(3)).toLocaleString('en');
}
