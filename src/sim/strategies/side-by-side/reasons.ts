import { servers, spoken } from '../kubernetes/words.ts';
import type { Context } from './context.ts';
import type { SideParams } from './params.ts';
import type { Kind } from './state.ts';

/** Why the machine is where it is: half a sentence each, for the history. */
export const reasonsOf = <P extends SideParams>(kind: Kind<P>) => ({
  opened: ({ target, params }: Context<P>) => `${kind.reaching(params)} now ${kind.hasUsers ? '' : 'also '}go to ${target}`,
  timeIsUp: ({ target, stable, params }: Context<P>) =>
    `${target} has run beside ${stable} for ${spoken(params.watch)}${params.analysis === null ? '' : ', and nothing spoke against it'}`,
  inconclusive: ({ target, stable }: Context<P>) => `the analysis could not tell whether ${target} is worse than ${stable}`,
  failed: ({ target, verdict }: Context<P>) =>
    verdict === 'Error' ? `${target} could not be measured: its analysis came out as an error` : `${target} failed its analysis`,
  late: ({ target, params }: Context<P>) => `${target} made no progress for ${spoken(params.progressDeadline ?? 0)}`,
  overdue: ({ params }: Context<P>) => `no progress for ${spoken(params.progressDeadline ?? 0)}; the update goes on all the same`,
  onTime: ({ target }: Context<P>) => `${target} makes progress again`,
  promoted: () => 'a person promoted the new version',
  aborted: () => 'a person aborted the rollout',
  retried: () => 'a person wants another try',
  paused: () => 'a person paused the rollout',
  resumed: () => 'a person resumed the rollout',
  updated: ({ target }: Context<P>) => `every server of the stable side runs ${target}`,
  complete: ({ desired, target }: Context<P>) => `${servers(desired, target)} serve${desired === 1 ? 's' : ''} alone`,
  compared: ({ target, stable }: Context<P>) => `the test is over: ${target} is gone again, and ${stable} serves as before`,
  gaveUp: ({ stable, target }: Context<P>) => `${stable} serves alone, while Git still asks for ${target}`,
  restored: ({ target }: Context<P>) => `${target} serves alone again`,
});

export type Reason = keyof ReturnType<typeof reasonsOf>;
