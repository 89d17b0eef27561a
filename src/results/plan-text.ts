import { REPLICATIONS_MAX, type Arm, type Plan } from '../sim/index.ts';
import { ResultsProblem } from './problem.ts';
import type { Asked, Change, Shard } from './results.ts';

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

export const askedText = ({ files, strategies, set, arms }: Asked): string =>
  JSON.stringify({
    files,
    strategies,
    set: set.map(plain),
    arms: arms.map((arm) => ({ file: arm.file, set: arm.set.map(plain) })),
  });

const plain = ({ path, value }: Change): Change => ({ path, value });

/** @param arms of the plan */
export function askedIn(text: string, arms: number): Asked {
  const read = parsed(text);
  if (!isRecord(read) || !isTexts(read['files']) || !Array.isArray(read['arms']) || read['arms'].length !== arms)
    throw wrong('command');
  const { files, strategies, set } = read;
  if (strategies !== null && !isTexts(strategies)) throw wrong('command');
  const found = read['arms'].map((arm: unknown) => {
    if (!isRecord(arm) || typeof arm['file'] !== 'string') throw wrong('command');
    return { file: arm['file'], set: changesIn(arm['set']) };
  });
  return { files, strategies, set: changesIn(set), arms: found };
}

function changesIn(read: unknown): Change[] {
  if (!Array.isArray(read)) throw wrong('command');
  return read.map((one: unknown) => {
    if (!isRecord(one) || typeof one['path'] !== 'string' || typeof one['value'] !== 'string') throw wrong('command');
    return { path: one['path'], value: one['value'] };
  });
}

const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every((one) => typeof one === 'string');

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
