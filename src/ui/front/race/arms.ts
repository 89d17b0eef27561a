import arms from '../../../../scenarios/07-bad-release-and-undo/scenario.yaml?arms';
import type { Runner } from './strip.ts';

/** Everyone who takes part: every strategy that exists, in one world with one bad release. */
export const RUNNERS: readonly Runner[] = arms;

const { revisions, rollout } = RUNNERS[0]!.scenario;
/** The release that they all get. */
export const RELEASE = revisions.find(({ id }) => id === rollout.to)!;
