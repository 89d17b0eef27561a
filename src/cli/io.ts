/** Looks that text on a terminal may have. */
export type Look = 'blue' | 'yellow' | 'red' | 'gray' | 'bold';

/** The world outside, so that tests can be one: where output goes, what comes in, and whether there is colour. */
export interface Io {
  /** Data: standard output. */
  out(text: string): void;
  /** Everything else: standard error. */
  err(text: string): void;
  /** A line on standard error that takes the place of the one before; left out where nobody watches. An empty one clears it. */
  progress?(text: string): void;
  /** Standard input, whole; never more than `limit` bytes are read. */
  stdin(limit: number): Promise<string>;
  /** Milliseconds of a clock that only goes forwards. */
  now(): number;
  /** Dresses text for standard output; returns it unchanged where there is no colour. */
  style(look: Look, text: string): string;
}

/** Exit codes; the shell reports 130 for an interrupted run. */
export const EXIT = { fine: 0, gate: 1, badInput: 2, internal: 3 } as const;
