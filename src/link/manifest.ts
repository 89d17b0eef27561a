import { pack, unpack, type LinkKind } from './pack.ts';

const MANIFEST: LinkKind = { letter: 'm', schema: 1, tooLong: 'This manifest is too long to be handed over. Choose “Rehearse your own” above, and paste it there.' };

/** `#m=1.…`: a text that somebody pasted, for the page that reads manifests; nothing of it is checked yet. Throws LinkProblem when it is too long. */
export const packManifest = (text: string): Promise<string> => pack(MANIFEST, text);

/** That text again; null when the address carries none. Throws LinkProblem. */
export const unpackManifest = (hash: string): Promise<string | null> => unpack(MANIFEST, hash);
