export { columnNames, unitsOfMetrics } from './columns.ts';
export { digestOf, metricsDigest, sha256Of } from './digest.ts';
export { manifestOf, MANIFEST_SCHEMA, pairs, type Manifest, type ManifestFile } from './manifest.ts';
export { mergeOf, type NamedResults } from './merge.ts';
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
  type Asked,
  type Change,
  type Results,
  type Shard,
} from './results.ts';
export { RUNS_SCHEMA, writeResults } from './write.ts';
