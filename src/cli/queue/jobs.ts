import type { Redis } from 'ioredis';
import { ScenarioError, runsIn, type Plan, type RunRange } from '../../sim/index.ts';
import { planKey } from './keys.ts';
import { PLAN_TEXT_MOST, readPlan } from './plans.ts';
import { shardMost, shardName } from './shards.ts';

/** A shard that somebody put into the queue, and may be played. */
export interface Work {
  plan: Plan;
  shard: RunRange;
}

/**
 * Reads what jobs ask for. Whoever reaches Redis can put anything there: a job only names a plan and a range, the plan has to be what its
 * fingerprint says, its scenarios are checked as files are, and no shard is larger than shards are made.
 */
export function jobReader(redis: Redis): (id: string | undefined, data: unknown) => Promise<Work> {
  // Shards of one plan come one after the other.
  let known: { fingerprint: string; plan: Plan } | null = null;

  const planOf = async (fingerprint: string): Promise<Plan> => {
    if (known?.fingerprint === fingerprint) return known.plan;
    const key = planKey(fingerprint);
    if ((await redis.strlen(key)) > PLAN_TEXT_MOST) throw new RangeError('its plan is too large');
    const text = await redis.get(key);
    if (text === null) throw new RangeError('there is no plan of that name');
    try {
      const plan = readPlan(text, fingerprint);
      known = { fingerprint, plan };
      return plan;
    } catch (error) {
      throw error instanceof ScenarioError ? new RangeError(`its plan holds no scenario: ${error.message}`) : error;
    }
  };

  /** @throws RangeError with what is wrong about the job */
  return async (id, data) => {
    const { plan: fingerprint, from, to } = (typeof data === 'object' && data !== null ? data : {}) as Record<string, unknown>;
    if (typeof fingerprint !== 'string' || !/^[0-9a-f]{16}$/.test(fingerprint)) throw new RangeError('it names no plan');
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to)) throw new RangeError('it names no runs');
    const shard = { from: from as number, to: to as number };
    if (id !== shardName(fingerprint, shard)) throw new RangeError('its name is not that of its runs');
    const plan = await planOf(fingerprint);
    if (shard.from < 0 || shard.to <= shard.from || shard.to > runsIn(plan)) throw new RangeError('its plan has no such runs');
    if (shard.to - shard.from > shardMost(plan)) throw new RangeError('it is larger than any shard');
    return { plan, shard };
  };
}
