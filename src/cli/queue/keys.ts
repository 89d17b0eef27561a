import { version } from '../../../package.json';
import { Fingerprint, METRICS } from '../../sim/index.ts';

/** What everything that Cutover keeps in Redis begins with. */
export const PREFIX = 'cutover';

/** How long Redis keeps a plan, and rows that nobody has collected: an interrupted experiment can be taken up the next morning. */
export const KEPT_S = 24 * 60 * 60;

/** How often a shard is begun, by ever other workers, before it counts as one that nobody can play. */
export const ATTEMPTS = 3;

/** The queue of this version, with its list of metrics: others could not play its shards alike, and never see them. */
export const QUEUE = `${version}-${METRICS.reduce((print, { id }) => print.text(id), new Fingerprint()).hex()}`;

/** Where the plan with this fingerprint lies; a job only names it. */
export const planKey = (fingerprint: string): string => `${PREFIX}:plan:${QUEUE}:${fingerprint}`;

/**
 * Where a worker leaves the rows of a shard. A digest alone would be leaner, but machines that share no disk have no other way to hand
 * rows over. They are not the job's return value: BullMQ would copy that into its stream of events and keep both.
 */
export const answerKey = (shard: string): string => `${PREFIX}:rows:${QUEUE}:${shard}`;
