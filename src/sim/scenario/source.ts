import { isMapping, type Json } from '../schema/index.ts';

/**
 * A scenario as people write it: plain JSON of scenario.yaml's shape in human units (`8s`, `25%`), manifests folded in, no defaults
 * filled in. Edits, links and undo work on it; it may be invalid until `build` has looked at it.
 */
export type Source = { [key: string]: Json };

/** The value at a path, or undefined when nothing is written there. */
export function valueAt(source: Json | undefined, path: readonly (string | number)[]): Json | undefined {
  let value: Json | undefined = source;
  for (const key of path) {
    if (Array.isArray(value)) value = value[Number(key)];
    else if (isMapping(value) && Object.hasOwn(value, String(key))) value = value[String(key)];
    else return undefined;
  }
  return value;
}
