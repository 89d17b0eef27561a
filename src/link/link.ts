import { fromLink, LINK_SCHEMA, toLink, type Shared } from '../sim/index.ts';
import { pack, unpack, type LinkKind } from './pack.ts';

export { LINK_COMFORTABLE, LINK_MAX } from './pack.ts';

const SCENARIO: LinkKind = {
  letter: 's',
  schema: LINK_SCHEMA,
  tooLong: 'This scenario is too long for a link. Download it as a file instead.',
};

/** `#s=1.…`: version, then base64url of the deflated JSON. Throws LinkProblem when it would be too long. */
export const encodeLink = (shared: Shared): Promise<string> => pack(SCENARIO, toLink(shared));

/** Reads what `encodeLink` wrote; null when the address carries no link at all. Throws LinkProblem, and trusts nothing in it. */
export async function decodeLink(hash: string): Promise<Shared | null> {
  const text = await unpack(SCENARIO, hash);
  return text === null ? null : fromLink(text);
}
