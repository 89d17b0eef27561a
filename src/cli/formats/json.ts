import { METRICS, TRACE_SCHEMA, exported, outcomeOf, toSeconds, type Fact, type Trace } from '../../sim/index.ts';
import type { Result } from '../run.ts';

/** One run as one line of JSON: durations and instants in seconds, shares 0…1. */
export const jsonOf = ({ trace, loaded, tool }: Result): string =>
  `${JSON.stringify({
    schema: TRACE_SCHEMA,
    tool,
    file: loaded.file,
    scenario: loaded.source,
    seed: trace.header.seed,
    digest: trace.digest,
    outcome: outcomeOf(trace),
    metrics: metricsOf(trace),
    facts: trace.facts.map(flatFact),
  })}\n`;

const metricsOf = (trace: Trace): Record<string, number | null> =>
  Object.fromEntries(METRICS.map((metric) => [metric.id, exported(metric.unit, metric.measure(trace))]));

/** A fact with its times in seconds and its explanation as plain strings beside the rest. */
function flatFact(fact: Fact): Record<string, unknown> {
  const { at, ...rest } = fact;
  const flat: Record<string, unknown> = { at: toSeconds(at), ...rest };
  if ('until' in fact) flat.until = fact.until === null ? null : toSeconds(fact.until);
  if ('why' in fact) {
    delete flat.why;
    Object.assign(flat, { reason: fact.reason || fact.why.says, rule: fact.why.rule, arithmetic: fact.why.arithmetic });
  }
  return flat;
}
