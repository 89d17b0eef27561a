export { columnNames, unitsOfMetrics } from './columns.ts';
export { digestOf, metricsDigest, sha256Of } from './digest.ts';
export { shardIn, shardText } from './plan-text.ts';
export { ResultsProblem } from './problem.ts';
export { BYTES_MAX, looksLikeResults, readResults } from './read.ts';
export {
  ROWS_MAX,
  allOf,
  inOrder,
  inWords,
  missingIn,
  rangesOf,
  runOf,
  type Origin,
  type Results,
  type Shard,
} from './results.ts';
export { RUNS_SCHEMA, writeResults } from './write.ts';
