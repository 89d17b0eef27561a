/**
 * Schemas that speak people's units: what is written (`90s`, `25%`, `60/s`, `{ median: 8s, p99: 20s }`) on one side, the engine's
 * units (microseconds, shares, per second) on the other, with a label, a sentence of help, a default and bounds for every field.
 *
 *     export const schema = object({
 *       minReady: duration({ default: '0s', max: '1h', label: 'Minimum ready time', help: 'A server counts as available after …' }),
 *     }, { default: {}, label: 'Rolling update', help: '…' });
 *     export type Params = Infer<typeof schema>;      // { minReady: Micros }
 *     const reading = read(schema, { minReady: '5s' });
 */
export * from './fields.ts';
export * as fields from './fields.ts';
export { infoOf, plain, show, type Control, type FieldInfo, type FieldOptions, type Infer, type Schema } from './field.ts';
export { isMapping, type Json } from './json.ts';
export { didYouMean, editDistance, nearest } from './nearest.ts';
export { read, type Fault, type Reading } from './read.ts';
export { firstDifference } from './same.ts';
export { formatDuration, formatPercent, formatRate, parseDuration, parsePercent, parseRate } from './units.ts';
export { decimal, write, writeFields } from './write.ts';
