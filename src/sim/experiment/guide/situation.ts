/** Who notices a bad release: users who complain, a pager that calls a person, or an analysis that acts by itself. */
export const MONITORING = ['nothing', 'pager', 'analysis'] as const;
export type Monitoring = (typeof MONITORING)[number];

/**
 * What a team can bear, and what it has. The limits hold for what is measured, the end included; null = no limit. Durations are in
 * microseconds. The last three change the world that is played.
 */
export interface Situation {
  /** Downtime of a good release. */
  downtime: number | null;
  /** Failures of a release under the mix, good ones and bad ones: the full outage that would fail as many requests. */
  harm: number | null;
  /** Users that a bad release hurts, as a share of all, 0…1. */
  blast: number | null;
  /** Servers beyond the usual at the peak of a good release, as a share of the usual. */
  spare: number | null;
  /** From the decision to go back until everybody is on the old version. */
  back: number | null;
  /** From the start of a good release until everybody is on the new version. */
  out: number | null;
  /** Old and new version may serve at the same time; a change of schema or protocol may forbid it. */
  together: boolean;
  /** The router can divide requests by weight. */
  routing: boolean;
  monitoring: Monitoring;
  /** Traffic as a multiple of the world's own. */
  traffic: number;
}

export type QuestionId = keyof Situation;
export type Answer = Situation[QuestionId];

/** The same situation with another answer to one question. */
export const answered = (situation: Situation, id: QuestionId, answer: Answer): Situation =>
  ({ ...situation, [id]: answer }) as Situation;

/** Two situations with the same key play the same worlds: only the limits differ. */
export const worldKeyOf = ({ routing, monitoring, traffic }: Situation): string => JSON.stringify([routing, monitoring, traffic]);
