import { unpackManifest } from '../../link/manifest.ts';

/** What an address asks for that holds no rehearsal of its own. */
export type Wish =
  /** One of our scenarios, by the name of its folder: `#scenario=07-bad-release-and-undo`. */
  | { open: 'scenario'; id: string }
  /** `#compare` */
  | { open: 'compare' }
  /** A manifest: one that comes along, as `packManifest` writes it, or, with `#paste`, one yet to be pasted. */
  | { open: 'manifest'; text: string };

/** Null when the address asks for nothing of the kind. Throws LinkProblem when what came along is damaged. */
export async function wishIn(hash: string): Promise<Wish | null> {
  if (hash === '#compare') return { open: 'compare' };
  if (hash === '#paste') return { open: 'manifest', text: '' };
  const id = /^#scenario=([\w-]+)$/.exec(hash)?.[1];
  if (id !== undefined) return { open: 'scenario', id };
  const text = await unpackManifest(hash);
  return text === null ? null : { open: 'manifest', text };
}
