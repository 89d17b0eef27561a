import { axisOf, DIALS, dialOf, gridOf, leavesOf, type Arm, type Axis, type Grid, type Json, type Source, type WhatIf } from '../../../sim/index.ts';

/** What is turned and measured; a dial or a strategy that is not there any more is passed over. */
export type Question = Omit<WhatIf, 'replications'>;

/** A dial to choose from. */
export interface DialChoice {
  id: string;
  label: string;
  help: string;
  /** Why it would change nothing; empty when it would. */
  refusal: string;
}

/** A question, made whole. */
export interface Turned {
  arm: Arm;
  named: DialChoice[];
  /** All other knobs of the world, by the part of it that they belong to. */
  others: { part: string; dials: DialChoice[] }[];
  /** Ids of the dials that are turned, one or two. */
  dials: string[];
  /** By dial: its values as they stand in the field. */
  shown: Record<string, string>;
  /** By dial: what is wrong with the values typed. */
  wrong: Record<string, string>;
  /** Null where something is wrong. */
  grid: Grid | null;
  /** What is wrong with all of it; empty when nothing is, or the fields say it. */
  problem: string;
}

const PARTS: Readonly<Record<string, string>> = {
  strategy: 'Strategy',
  fleet: 'Servers',
  traffic: 'Traffic',
  revisions: 'Versions',
  alarm: 'Alarm',
  operator: 'People',
  faults: 'Mishaps',
  rollout: 'Rollout',
};

/** Makes a question whole: what is not chosen, or does not suit, is the first that does. */
export function turned(arms: readonly Arm[], own: string, { strategy, dials, values, metrics }: Question): Turned | null {
  const arm = arms.find(({ id }) => id === strategy) ?? arms.find(suits('canaryWeight')) ?? arms.find(({ id }) => id === own) ?? arms[0];
  if (arm === undefined) return null;
  const { source } = arm,
    named = DIALS.map(({ id, label, help, refusal }) => ({ id, label, help, refusal: refusal(source) ?? '' })),
    others = othersIn(source);
  const known = [...named.filter(({ refusal }) => refusal === ''), ...others.flatMap((part) => part.dials)].map(({ id }) => id);
  const first = known.includes(dials[0]) ? dials[0] : known[0]!,
    second = known.includes(dials[1]) && dials[1] !== first ? dials[1] : null,
    ids = second === null ? [first] : [first, second];
  const shown: Record<string, string> = {},
    wrong: Record<string, string> = {},
    axes: Axis[] = [];
  for (const id of ids) {
    const typed = values[id] ?? '',
      axis = attempt(() => axisOf(dialOf(id, source), source, typed.trim() === '' ? undefined : valuesIn(typed)));
    if (typeof axis === 'string') wrong[id] = sentence(axis, id);
    else axes.push(axis);
    shown[id] = typed.trim() !== '' ? typed : typeof axis === 'string' ? '' : axis.labels.join(', ');
  }
  const keys = [...new Set(metrics.filter((key) => key !== ''))];
  const grid = axes.length < ids.length ? null : attempt(() => gridOf(source, axes, keys));
  return { arm, named, others, dials: ids, shown, wrong, grid: typeof grid === 'string' ? null : grid, problem: typeof grid === 'string' ? sentence(grid, '') : '' };
}

const suits = (id: string) => ({ source }: Arm): boolean => DIALS.some((dial) => dial.id === id && attempt(() => dial.refusal(source)) === null);

function othersIn(source: Source): Turned['others'] {
  const dials = leavesOf(source).filter(({ control, path }) => !['list', 'dictionary', 'text'].includes(control) && path !== 'strategy');
  return Object.entries(PARTS).flatMap(([key, part]) => {
    const own = dials.filter(({ path }) => path.startsWith(`${key}.`));
    return own.length === 0 ? [] : [{ part, dials: own.map(({ path, label, help }) => ({ id: path, label: `${label} (${path.slice(key.length + 1)})`, help, refusal: '' })) }];
  });
}

/** What was typed between commas: numbers as such, everything else as text. */
function valuesIn(text: string): Json[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .map((word) => (/^-?\d+(\.\d+)?$/.test(word) ? Number(word) : word === 'on' ? true : word === 'off' ? false : word));
}

/** The result, or why there is none. */
function attempt<T>(of: () => T): T | string {
  try {
    return of();
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

/** A complaint as it stands beside its field: without the field's name, beginning large and ending with a full stop. */
function sentence(complaint: string, id: string): string {
  const text = complaint.startsWith(`${id}: `) ? complaint.slice(id.length + 2) : complaint;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?]$/.test(text) ? '' : '.'}`;
}
