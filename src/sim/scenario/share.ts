import { isMapping, type Json } from '../schema/index.ts';
import { checkTree } from './build.ts';
import { HORIZON_MAX, TEXT_BYTES_MAX } from './limits.ts';
import type { Source } from './source.ts';

/** Bumped when a link of the old form could no longer be opened. */
export const LINK_SCHEMA = 1;
const SEED_MAX = 4_294_967_295;

/** What a link holds: all that is needed to show the same picture again. */
export interface Shared {
  source: Source;
  seed: number;
  /** Simulated microseconds. */
  at: number;
  /** What was chosen of a comparison of this world; absent where nothing is compared. Only known to be plain data: `readChoices` checks it. */
  compare?: object;
}

/** Why a link cannot be opened, in a sentence for the reader. */
export class LinkProblem extends Error {
  override name = 'LinkProblem';
}

/** The text of a link before it is compressed. */
export const toLink = ({ source, seed, at, compare }: Shared): string =>
  JSON.stringify({ schema: LINK_SCHEMA, seed, at, source, compare });

/** Reads what `toLink` wrote, trusting nothing in it. The source is only known to be a plain tree of sane size: `build` checks the rest. */
export function fromLink(json: string): Shared {
  if (json.length > TEXT_BYTES_MAX) throw new LinkProblem(`The link holds more than ${TEXT_BYTES_MAX / 1024} KiB.`);
  const value = parsed(json);
  if (!isMapping(value)) throw new LinkProblem('The link does not hold a scenario.');
  if (value['schema'] !== LINK_SCHEMA) throw new LinkProblem('The link was made by another version of Cutover.');
  const stranger = Object.keys(value).find((key) => !['schema', 'seed', 'at', 'source', 'compare'].includes(key));
  if (stranger !== undefined) throw new LinkProblem(`The link has an unknown field ${JSON.stringify(stranger.slice(0, 40))}.`);
  const { seed, at, source, compare } = value;
  if (typeof seed !== 'number' || !Number.isInteger(seed) || seed < 0 || seed > SEED_MAX)
    throw new LinkProblem(`The seed in the link is not a whole number between 0 and ${SEED_MAX}.`);
  if (typeof at !== 'number' || !Number.isInteger(at) || at < 0 || at > HORIZON_MAX)
    throw new LinkProblem('The time in the link is not within a day.');
  if (!isMapping(source)) throw new LinkProblem('The link does not hold a scenario.');
  const [fault] = checkTree(source);
  if (fault !== undefined)
    throw new LinkProblem(
      `The scenario in the link ${fault.path.length === 0 ? '' : `has a place ${fault.path.join('.').slice(0, 60)} that `}${fault.message}.`,
    );
  if (compare === undefined) return { source, seed, at };
  if (!isMapping(compare) || checkTree(compare).length > 0) throw new LinkProblem('What the link compares is not a set of choices.');
  return { source, seed, at, compare };
}

function parsed(json: string): Json {
  try {
    return JSON.parse(json) as Json;
  } catch {
    throw new LinkProblem('The link is damaged: part of it is missing or altered.');
  }
}
