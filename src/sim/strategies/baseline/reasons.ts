import { formatPercent } from '../../schema/units.ts';
import { servers, spoken } from '../kubernetes/words.ts';
import type { Context } from './context.ts';
import { intervalOf, intervalsOf } from './schedule.ts';

/** The states of the chart, as far as each has a reason of its own. */
export type Leaf =
  | 'preparing'
  | 'warmingUp'
  | 'comparing'
  | 'cleaningUp'
  | 'waitingForPromotion'
  | 'promoting'
  | 'overdue'
  | 'paused'
  | 'removing'
  | 'undoing'
  | 'complete'
  | 'failed'
  | 'aborted'
  | 'restored';

/** Why the pipeline is where it is, for the state's line in the history. */
export function reasonFor(leaf: Leaf, { params, trial, stable, production, size, desired, because }: Context): string {
  switch (leaf) {
    case 'preparing':
      return `${trial} was requested: a canary of ${servers(size, trial)} and a baseline of ${servers(size, stable)} start together`;
    case 'warmingUp':
      return `both sides get ${formatPercent(params.weight)} of requests, and warm up for ${spoken(params.warmUp)}`;
    case 'comparing':
      return `${trial} is compared with ${stable} as fresh as itself, ${times(intervalsOf(params))} in ${spoken(intervalsOf(params) * intervalOf(params))}`;
    case 'cleaningUp':
    case 'removing':
      return because;
    case 'waitingForPromotion':
      return `${trial} has passed, and a person has to promote it`;
    case 'promoting':
      return `${because}; production is updated to ${production}`;
    case 'overdue':
      return `no progress for ${spoken(params.progressDeadline ?? 0)}; production goes on all the same`;
    case 'paused':
      return 'a person paused the pipeline';
    case 'undoing':
      return `a person went back to ${production} (undo)`;
    case 'complete':
      return desired === 0
        ? 'no server is wanted, and none is left'
        : `production has ${desired === 1 ? `its ${production} server` : `all its ${servers(desired, production)}`}, and nothing else is left`;
    case 'failed':
    case 'aborted':
      return `${because}; ${production} serves alone, though ${trial} is still asked for`;
    case 'restored':
      return `${production} serves alone again`;
  }
}

const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);

/** What ends a comparison, or brings about its end, besides what was measured. */
export const REASONS = {
  late: ({ params }: Context) => `canary and baseline were not up within ${spoken(params.progressDeadline ?? 0)}`,
  aborted: () => 'a person aborted the release',
  calledOff: ({ production }: Context) => `a person went back to ${production}`,
  judgedByHand: () => 'a person promoted in place of the comparison',
  promotedFull: () => 'a person asked for the full promotion',
};
