import type { FactId } from '../../sim/index.ts';

/** What a reader has pointed at in a picture. `request` is a row of `trace.requests`. */
export type Selection = { kind: 'replica'; replica: string } | { kind: 'request'; request: number } | { kind: 'fact'; fact: FactId };
