import { EventLimitError, formatIssue, ScenarioError } from '../sim/index.ts';
import { clean } from './clean.ts';
import type { Io } from './io.ts';

/** A run that is more than can be played, with the cure. */
export const tooMuch = (name: string, message: string): string =>
  `${clean(`${name}: ${message}`)}. Lower the rate, the horizon or the number of servers.`;

/**
 * What keeps a scenario from being built or played, a line each, under the name that the reader knows it by.
 * @throws whatever else it is given: that is a fault of ours
 */
export function troubleLines(error: unknown, name: string): string[] {
  if (error instanceof ScenarioError)
    return error.issues.map((issue) => clean(formatIssue({ ...issue, file: name })).replace(/\n/g, ' '));
  if (error instanceof EventLimitError) return [tooMuch(name, error.message)];
  throw error;
}

/** The same, on standard error. */
export function tellTrouble(error: unknown, name: string, io: Io): void {
  for (const line of error instanceof CannotPlay ? error.lines : troubleLines(error, name)) io.err(`${line}\n`);
}

/** An experiment that cannot be played; wherever it was tried, the lines say why. */
export class CannotPlay extends Error {
  override name = 'CannotPlay';
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}
