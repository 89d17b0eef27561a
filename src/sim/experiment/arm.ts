import type { Source } from '../scenario/index.ts';

/** One row of a comparison: a scenario as people write it, plain data that travels to workers, shards and links as it is. */
export interface Arm {
  /** Distinct within its experiment: `rolling`, `canary`, `new.yaml`. */
  id: string;
  /** What people read at the head of the row. */
  label: string;
  source: Source;
}
