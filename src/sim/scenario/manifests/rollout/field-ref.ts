import { isMapping, type Json } from '../../../schema/index.ts';

/** What a fieldRef finds in the Rollout, as a text: `metadata.labels['app']`, `metadata.name`, `spec.replicas`. Null = nothing is there. */
export function valueAtFieldPath(rollout: Json, fieldPath: string): string | null {
  const keys = fieldPath.slice(0, 400).match(/\['[^']*'\]|\["[^"]*"\]|[^.[\]]+/g) ?? [];
  let value: Json | undefined = rollout;
  for (const written of keys) {
    const key = /^\[/.test(written) ? written.slice(2, -2) : written;
    if (Array.isArray(value)) value = value[Number(key)];
    else if (isMapping(value) && Object.hasOwn(value, key)) value = value[key];
    else return null;
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}
