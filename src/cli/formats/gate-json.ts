import { METRICS, exported } from '../../sim/index.ts';
import type { Gated } from '../gate.ts';
import { unitOf } from './gate-words.ts';

/** The gate of one file as one line of JSON: durations in seconds, shares 0…1. */
export function gateJsonOf({ file, isPassed, judgements, change, settings, command, links }: Gated, tool: string): string {
  const after = change?.comparison.arms[0];
  return `${JSON.stringify({
    schema: 'cutover.gate/1',
    tool,
    file,
    passed: isPassed,
    runs: settings.runs,
    root: settings.root,
    undecided: settings.undecided,
    expectations: judgements.map((judgement) => {
      const { expectation, verdict, n, none, holding, estimate, worst } = judgement,
        { text, metric } = expectation,
        unit = unitOf(judgement);
      return {
        expectation: text,
        metric: metric.id,
        verdict,
        runsWithValue: n,
        runsWithout: none,
        runsHolding: holding,
        estimate: estimate && {
          of: estimate.of,
          is: exported(unit, estimate.is),
          low: exported(unit, estimate.low),
          high: exported(unit, estimate.high),
        },
        worst: worst && {
          seed: worst.seed,
          value: exported(metric.unit, worst.value),
          command: command(worst.seed),
          link: links.get(worst.seed) ?? null,
        },
      };
    }),
    against: change?.against ?? null,
    changes:
      change?.comparison.metrics.flatMap((id) => {
        const { unit } = METRICS.find((metric) => metric.id === id)!,
          contrast = after!.contrasts[id];
        if (!contrast) return [];
        const { n, mean, low, high, differs } = contrast;
        return { metric: id, runs: n, mean: exported(unit, mean), low: exported(unit, low), high: exported(unit, high), differs };
      }) ?? [],
  })}\n`;
}
