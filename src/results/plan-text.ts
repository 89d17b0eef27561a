import { REPLICATIONS_MAX, type Arm, type Plan } from '../sim/index.ts';
import { ResultsProblem } from './problem.ts';
import type { Origin, Shard } from './results.ts';

const SEED_MOST = 0xffffffff;
const ARMS_MOST = 10_000;

/** The whole plan as JSON, with its words for people. */
export const planText = ({ title, root, replications, arms }: Plan): string =>
  JSON.stringify({ title, root, replications, arms: arms.map(({ id, label, source }) => ({ id, label, source })) });

/** Reads a plan that anyone may have written. Whether its arms are scenarios, building them tells: that is for whoever plays. */
export function planIn(text: string): Plan {
  const read = parsed(text);
  if (!isRecord(read)) throw wrong('plan');
  const { title, root, replications, arms } = read;
  if (typeof title !== 'string' || !isWhole(root, 0, SEED_MOST) || !isWhole(replications, 1, REPLICATIONS_MAX))
    throw wrong('plan');
  if (!Array.isArray(arms) || arms.length < 1 || arms.length > ARMS_MOST) throw wrong('plan');
  const found = arms.map(armIn);
  if (new Set(found.map(({ id }) => id)).size < found.length) throw wrong('plan');
  return { title, root, replications, arms: found };
}

function armIn(read: unknown): Arm {
  if (!isRecord(read)) throw wrong('plan');
  const { id, label, source } = read;
  if (typeof id !== 'string' || typeof label !== 'string' || !isRecord(source)) throw wrong('plan');
  return { id, label, source: source as Arm['source'] };
}

/** @param arms of the plan: there is one origin for each, or none at all */
export function originsIn(text: string, arms: number): Origin[] {
  const read = parsed(text);
  if (!Array.isArray(read) || (read.length > 0 && read.length !== arms)) throw wrong('origins');
  return read.map((one: unknown) => {
    if (!isRecord(one) || typeof one['file'] !== 'string' || !Array.isArray(one['set'])) throw wrong('origins');
    const set = one['set'].map((setting: unknown) => {
      if (!isRecord(setting) || typeof setting['path'] !== 'string' || typeof setting['value'] !== 'string')
        throw wrong('origins');
      return { path: setting['path'], value: setting['value'] };
    });
    return { file: one['file'], set };
  });
}

/** `2/3`. */
export const shardText = ({ index, count }: Shard): string => `${index}/${count}`;

/** Reads `2/3`; null for anything else, and for a part that there is not. */
export function shardIn(text: string): Shard | null {
  const [, index, count] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  return index === undefined || count === undefined || index < 1 || index > count ? null : { index, count };
}

const wrong = (what: string): ResultsProblem => new ResultsProblem(`its ${what} cannot be understood`);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isWhole = (value: unknown, least: number, most: number): value is number =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
