import { encodeLink } from '../../../link/link.ts';
import type { Micros, Source } from '../../../sim/index.ts';

/** The address at which the rehearsal opens this very run, at this very instant. */
export const addressOf = async (source: Source, seed: number, at: Micros): Promise<string> => `rehearse.html${await encodeLink({ source, seed, at })}`;
