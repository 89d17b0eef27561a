import type { PresentedStep, Sentence, Trace } from '../../sim/index.ts';
import type { Subject } from '../address/address.ts';

/** What is to be put into words at an instant; nothing that is not shown. */
export interface Wanted {
  sentences: boolean;
  tables: boolean;
  /** Whether tables may tell of what is still to come. */
  ahead: boolean;
}

/** What the worker is asked: once for the run, and then for words about instants of it. */
export type ToEngine = { type: 'play'; subject: Subject; /** Null = the link's own, or 1. */ seed: number | null } | { type: 'tell'; at: number; wanted: Wanted };

/** One number of the whole run, as people read it. */
export interface Figure {
  label: string;
  value: string;
  explains: string;
}

/** A picture as a table. */
export interface TableText {
  title: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  /** How many more rows there are than are told. */
  left: number;
}

/** What can be said at an instant, most important first. */
export interface Told {
  at: number;
  sentences: readonly Sentence['parts'][];
  tables: readonly TableText[];
}

/** The run, with what the scenario says about showing it; words about an instant; or why there is neither, in a sentence. */
export type FromEngine =
  | {
      type: 'run';
      trace: Trace;
      description: string;
      steps: readonly PresentedStep[];
      figures: readonly Figure[];
      /** Where a link points to, in simulated microseconds; null = it was no link. */
      at: number | null;
    }
  | { type: 'told'; told: Told }
  | { type: 'problem'; message: string };
