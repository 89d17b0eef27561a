import { parse, run } from '../../../src/sim/index.ts';

/** The fingerprint of one run: everything that a trace says, in sixteen digits. */
export function digestOf({ text, seed }: { text: string; seed: number }): string {
  return run(parse(text).scenario, { seed }).digest;
}
