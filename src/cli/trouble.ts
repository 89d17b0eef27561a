import { EventLimitError, formatIssue, ScenarioError } from '../sim/index.ts';
import { clean } from './clean.ts';
import type { Io } from './io.ts';

/** Says that a run is more than can be played, with the cure. */
export const tellTooMuch = (name: string, message: string, io: Io): void =>
  io.err(`${clean(`${name}: ${message}`)}. Lower the rate, the horizon or the number of servers.\n`);

/**
 * Tells what keeps a scenario from being built or played, under the name that the reader knows it by.
 * @throws whatever else it is given: that is a fault of ours
 */
export function tellTrouble(error: unknown, name: string, io: Io): void {
  if (error instanceof ScenarioError)
    for (const issue of error.issues) io.err(`${clean(formatIssue({ ...issue, file: name })).replace(/\n/g, ' ')}\n`);
  else if (error instanceof EventLimitError) tellTooMuch(name, error.message, io);
  else throw error;
}
