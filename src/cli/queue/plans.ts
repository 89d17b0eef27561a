import { REPLICATIONS_MAX, build, fingerprintOf, type Json, type Plan } from '../../sim/index.ts';

/** Text of a plan at most; scenarios are a few KB. */
export const PLAN_TEXT_MOST = 32_000_000;

const ARMS_MOST = 1_000;
const SEED_MOST = 0xffffffff;

/** A plan as it lies in Redis: what its fingerprint is made of, and nothing else. */
export const planText = ({ root, replications, arms }: Plan): string =>
  JSON.stringify({ root, replications, arms: arms.map(({ id, source }) => ({ id, source })) });

/**
 * Reads a plan that anyone may have left there, and believes nothing of it.
 * @throws RangeError for what is no plan, or another than its name says; ScenarioError for an arm that is no scenario
 */
export function readPlan(text: string, fingerprint: string): Plan {
  const read = parsed(text);
  if (!isRecord(read)) throw new RangeError('its plan is not a plan');
  const { root, replications, arms } = read;
  if (!isWhole(root, 0, SEED_MOST) || !isWhole(replications, 1, REPLICATIONS_MAX) || !Array.isArray(arms))
    throw new RangeError('its plan is not a plan');
  if (arms.length < 1 || arms.length > ARMS_MOST) throw new RangeError(`its plan has ${arms.length} arms`);
  const plan: Plan = { title: '', root, replications, arms: arms.map(armIn) };
  for (const { source } of plan.arms) build(source);
  if (fingerprintOf(plan) !== fingerprint) throw new RangeError('its plan has another fingerprint');
  return plan;
}

function armIn(read: unknown): Plan['arms'][number] {
  if (!isRecord(read) || typeof read['id'] !== 'string' || !isRecord(read['source']))
    throw new RangeError('its plan has an arm that is none');
  const { id, source } = read;
  return { id, label: id, source: source as { [key: string]: Json } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isWhole = (value: unknown, least: number, most: number): value is number =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
