import exp from '@stdlib/math-base-special-exp';
import { POINTS_MAX, type MeasuredMetric, type Question, type Samples, type Side } from '../question.ts';
import { isHarmful, look as weigh, NO_EVIDENCE, type Arm, type Evidence } from '../sequential/index.ts';
import type { Judging } from '../judging.ts';
import type { Sampled } from '../run.ts';
import type { Judgement } from '../spec.ts';
import type { Look, Prober } from './prober.ts';
import { requestsTo, rounded } from './words.ts';

type Rules = Extract<Judging, { kind: 'sequential' }>;

/** Evidence beyond this is shown as this: nobody can picture more, and numbers must stay finite. */
const EVIDENCE_MAX = 1e9;
const LOG_EVIDENCE_MAX = 20.72326583694641;

/**
 * A test that may be looked at as often as one likes: each look adds what has ended since the look before, so nothing is counted twice,
 * and the evidence says how much better “the next version fails more often” explains everything since the run began.
 */
export function sequentialProber({ question }: MeasuredMetric, rules: Rules): Prober {
  const bound = 1 / rules.falseAlarms;
  return {
    unit: 'evidence',
    limits: {
      condition: `evidence below ${rounded(bound)}, which mere chance ever reaches ${rounded(rules.falseAlarms * 100)} times in 100`,
      atLeast: null,
      atMost: bound,
      failsBelow: null,
      failsAbove: null,
    },
    sample: (look) => sampleOf(question, look),
    judge: (_, samples) => judgementOf(question, rules, bound, samples),
  };
}

function sampleOf({ population, baseline }: Question, { now, startedAt, earlier, ask }: Look): Sampled<Samples> {
  const before = earlier?.evidence ?? NO_EVIDENCE,
    after = earlier?.until ?? startedAt;
  const next = armOf(ask(population, after, now)),
    stable = armOf(ask(baseline, after, now)),
    evidence = weigh(before, { stable, next });
  // Nothing is lost with an error: the next look begins where the last one that could see ended.
  for (const [arm, who] of [
    [evidence.next, population],
    [evidence.stable, baseline],
  ] as const)
    if (arm.requests === 0) return { error: `there was no request to ${who ?? 'the service'} since the analysis began` };
  const [former] = earlier?.series ?? [];
  return {
    value: exp(Math.min(evidence.logEvidence, LOG_EVIDENCE_MAX)),
    samples: {
      after: startedAt,
      until: now,
      population: sideOf(evidence.next),
      baseline: sideOf(evidence.stable),
      series: [
        {
          name: 'error rate',
          unit: 'share',
          along: 'time',
          values: latest(former?.values, rateOf(next)),
          baseline: latest(former?.baseline, rateOf(stable)),
          says: '',
        },
      ],
      evidence,
    },
  };
}

const armOf = ({ requests, failed }: Arm): Arm => ({ requests, failed });
const rateOf = ({ requests, failed }: Arm): number | null => (requests === 0 ? null : failed / requests);
const sideOf = (arm: Arm): Side => ({ ...arm, value: rateOf(arm) });
const latest = (former: readonly (number | null)[] | null | undefined, value: number | null): (number | null)[] => [
  ...(former ?? []).slice(1 - POINTS_MAX),
  value,
];

function judgementOf(
  { population, baseline }: Question,
  { falseAlarms }: Rules,
  bound: number,
  samples: Samples | null,
): Judgement {
  const { next, stable, logEvidence, logPeak }: Evidence = samples?.evidence ?? NO_EVIDENCE;
  const seen =
    `${next.failed} of ${requestsTo(next.requests, population)} and ${stable.failed} of ${requestsTo(stable.requests, baseline)} ` +
    `failed since the analysis began: evidence ${shown(logEvidence)}`;
  if (!isHarmful({ logPeak }, falseAlarms))
    return { phase: 'Successful', message: `${seen}; it takes ${rounded(bound)} to tell` };
  const isOver = logEvidence < logPeak && !isHarmful({ logPeak: logEvidence }, falseAlarms);
  return {
    phase: 'Failed',
    message: isOver ? `${seen}, and it had reached ${rounded(bound)} before` : `${seen}, ${rounded(bound)} or more`,
  };
}

const shown = (log: number): string => (log >= LOG_EVIDENCE_MAX ? `over ${EVIDENCE_MAX}` : rounded(exp(log)));
