/** What YAML and JSON can say. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A plain mapping, as opposed to a list, null or a scalar. */
export const isMapping = (value: unknown): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
