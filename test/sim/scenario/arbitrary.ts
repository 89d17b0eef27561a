import fc from 'fast-check';
import { formatDuration, formatPercent, formatRate, infoOf, type Json, type Schema } from '../../../src/sim/schema/index.ts';

const MINUTE_SECONDS = 60;

/**
 * Anything that may be written for a schema, in human units and within its bounds: mostly ordinary values, now and then a bound or a
 * fraction. What fields contradict in each other is for the caller to leave out.
 */
export function written(schema: Schema<unknown>): fc.Arbitrary<Json> {
  const info = infoOf(schema),
    { min = 0, max = 100 } = info;
  const arbitrary = ((): fc.Arbitrary<Json> => {
    switch (info.control) {
      case 'integer':
        return fc.oneof(
          { weight: 5, arbitrary: fc.integer({ min, max: Math.min(max, min + 12) }) },
          fc.integer({ min, max: Math.min(max, 1_000_000) }),
        );
      case 'number':
        return fc.integer({ min: Math.ceil(min * 2), max: Math.floor(Math.min(max, 400) * 2) }).map((half) => half / 2);
      case 'percent':
        return fc.integer({ min: Math.ceil(min * 10), max: Math.floor(max * 10) }).map((tenths) => formatPercent(tenths / 1000));
      case 'intOrPercent':
        return fc.oneof(
          fc.nat({ max: 6 }),
          fc.nat({ max: 100 }).map((percent) => `${percent}%`),
        );
      case 'rate':
        return fc.integer({ min: 1, max: 50 }).map(formatRate);
      case 'duration':
        return durations(min, max);
      case 'distribution':
        return fc.oneof(
          durations(Math.max(min, 0.01), max),
          fc.record({ mean: durations(Math.max(min, 0.01), max) }),
          fc
            .tuple(fc.integer({ min: Math.max(1, min), max: 20 }), fc.nat({ max: 20 }))
            .map(([median, more]) => ({ median: `${median}s`, p99: `${median + more}s` })),
        );
      case 'choice':
        return fc.constantFrom(...info.options!.map(({ value }) => value));
      case 'switch':
        return fc.boolean();
      case 'text':
        return fc.oneof(
          fc.constantFrom('beta', 'staff', 'x-early', '7', 'a: b'),
          fc.string({ minLength: 1, maxLength: Math.min(max, 20) }).filter((text) => text !== 'none'),
        );
      case 'list':
        return fc.array(written(info.item!), { maxLength: Math.min(max, 5) });
      case 'dictionary':
        return fc.dictionary(fc.constantFrom('beta', 'staff', 'v1', 'v2', 'v10'), written(info.item!), {
          minKeys: min,
          maxKeys: 4,
        });
      case 'object':
        return fields(info.fields!);
      case 'variants':
        return fc.oneof(
          ...Object.entries(info.variants!).map(([word, variant]) =>
            info.tag === undefined
              ? written(variant).map((params) => ({ [word]: params }))
              : written(variant).map((params) => ({ [info.tag!]: word, ...(params as Record<string, Json>) })),
          ),
        );
    }
  })();
  return info.optional ? fc.oneof({ weight: 3, arbitrary }, fc.constant<Json>('none')) : arbitrary;
}

/** Each field is there or left to its default; those without a default are always there. */
function fields(table: Readonly<Record<string, Schema<unknown>>>): fc.Arbitrary<Json> {
  const model = Object.fromEntries(Object.entries(table).map(([key, field]) => [key, written(field)]));
  const requiredKeys = Object.keys(table).filter((key) => infoOf(table[key]!).default === undefined);
  return fc.record(model, { requiredKeys }) as fc.Arbitrary<Json>;
}

/** @param min, max in seconds */
function durations(min: number, max: number): fc.Arbitrary<string> {
  const most = Math.min(max, 20 * MINUTE_SECONDS);
  return fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: Math.ceil(min), max: Math.floor(most) }).map((s) => formatDuration(s * 1e6)) },
    fc.integer({ min: Math.ceil(min * 1e3), max: Math.floor(most * 1e3) }).map((ms) => formatDuration(ms * 1e3)),
  );
}
