import type { Micros, Outcome, Recovery, Scenario, Source } from '../../../sim/index.ts';
import type { SurplusSteps } from '../../compare/together/surplus.ts';
import type { Role, Stage } from '../../marks/words.ts';

/** One strategy that takes part: as links carry it, and as it is played. */
export interface Runner { id: string; label: string; source: Source; scenario: Scenario }

/** One server's life on the small stage, as stretches that look alike. */
export interface Server {
  /** Where it stands; see `Strip.groups`. */
  place: number;
  role: Role;
  passages: readonly { from: Micros; to: Micros; stage: Stage }[];
}

/** Where a rollout stands from an instant on, in a word or two. */
export interface Standing { at: Micros; says: string; role: Role; isOver: boolean }

/** From `at` on: how much of the users' requests the next version gets, 0…1; null while routers know no server. */
export interface Share { at: Micros; next: number | null }

/** The pager rang; the controller took the release back by itself, or a person did. */
export interface Mark { at: Micros; says: 'pager' | 'analysis' | 'undo' }

/** One layer of servers by version, from `low` to `high` servers between its instants. */
export interface Layer { role: Role; isServing: boolean; low: readonly number[]; high: readonly number[] }

/** Why a run cost its users what it did. */
export interface Reason {
  /** Time in which under half of the requests were served. */
  down: Micros;
  /** The most of the users' requests that the next version got at a time, 0…1, and for how long it got any. */
  share: number;
  exposed: Micros;
}

/**
 * All that is shown of one run: a few lists, worked out where the run was played, so that the page has only to look things up.
 * Plain data that travels between threads.
 */
export interface Strip {
  header: { horizon: Micros; rolloutAt: Micros; users: number; replicas: number; stable: string; next: string; requests: number };
  /** Instants at which a request failed because of the rollout, and at which a user was hurt by it for the first time. */
  failed: Float64Array;
  hurt: Float64Array;
  /** The server at which each of `failed` happened, as its place; −1 for none. */
  failedAt: Int16Array;
  /** How many of them failed in a second, by the start of the second; only seconds with any. */
  seconds: readonly { at: Micros; failed: number }[];
  surplus: SurplusSteps;
  recovery: Recovery | null;
  standings: readonly Standing[];
  outcome: Outcome;
  /** When the rollout was over; the horizon for one that never settled. */
  outcomeAt: Micros;
  shares: readonly Share[];
  marks: readonly Mark[];
  servers: readonly Server[];
  /** Places of the small stage, by the pools that stand apart on it. */
  groups: readonly number[];
  /** The one instant that tells most of the run. */
  moment: Micros;
  mix: { at: readonly Micros[]; layers: readonly Layer[]; most: number };
  reason: Reason;
}

/** What a row counts, in the words of a page that has room for one of them at a time. */
export const FIGURES = [
  { id: 'failed', label: 'requests failed' },
  { id: 'hurt', label: 'users hurt' },
  { id: 'cost', label: 'server-min' },
  { id: 'back', label: 'to recover' },
] as const;
export type Figure = (typeof FIGURES)[number]['id'];
