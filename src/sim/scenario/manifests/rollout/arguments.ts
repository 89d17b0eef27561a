import { didYouMean, show } from '../../../schema/index.ts';
import type { Path, Reader, Report } from '../reader.ts';
import { valueAtFieldPath } from './field-ref.ts';
import { ARGUMENT, FIELD_REF, VALUE_FROM } from './known-fields.ts';
import { readersOf, type Reading } from './reading.ts';
import { oneOf, short } from '../words.ts';

/** One argument, and where it is written. A null value has to be given by whoever uses the template. */
export interface Argument {
  name: string;
  value: string | null;
  path: Path;
  report: Report;
}

/** What arguments come to, by name. */
export type Arguments = ReadonlyMap<string, string>;

/** Words that stand for the hash of a version's pods; queries that select by it are understood by them. */
const HASHES: Readonly<Record<string, string>> = { Latest: 'latest', Stable: 'stable' };

/** A value that only the cluster knows. */
const SECRET = 'secret';

/** The `args` of an analysis or of a template. */
export function readArguments(owner: Reader, reading: Reading, report: Report): Argument[] {
  return readersOf(owner, 'args', ARGUMENT, report).flatMap((reader): Argument[] => {
    if (reader === null) return [];
    const name = reader.text('name');
    if (name === null) {
      if (!reader.has('name')) report.fault(reader.at('name'), 'is missing ("Required value")', 'Add the name of the argument.');
      return [];
    }
    const from = reader.mapping('valueFrom', VALUE_FROM),
      value = reader.text('value');
    if (from !== null && value !== null)
      report.fault(
        reader.at('valueFrom'),
        `is given together with value ("arg '${short(name)}' has both Value and ValueFrom fields")`,
        'Keep one of the two.',
      );
    // A value of the wrong type has been told already, and is a value all the same.
    const given = value ?? (reader.has('value') ? SECRET : null);
    return [{ name, value: from === null ? given : (given ?? valueFrom(from, reading, report)), path: reader.path, report }];
  });
}

function valueFrom(from: Reader, reading: Reading, report: Report): string | null {
  if (from.has('secretKeyRef')) return SECRET;
  const hash = from.text('podTemplateHashValue');
  if (hash !== null) {
    if (Object.hasOwn(HASHES, hash)) return HASHES[hash]!;
    report.fault(
      from.at('podTemplateHashValue'),
      `is ${show(hash)} (supported values: "Stable", "Latest")`,
      didYouMean(hash, Object.keys(HASHES)),
    );
    return SECRET;
  }
  const ref = from.mapping('fieldRef', FIELD_REF),
    fieldPath = ref?.text('fieldPath') ?? null;
  if (ref === null || fieldPath === null) return null;
  const found = valueAtFieldPath(reading.rollout.value, fieldPath);
  if (found === null)
    report.fault(
      ref.at('fieldPath'),
      `finds nothing at ${show(fieldPath)} of the Rollout ("invalid path ${fieldPath.slice(0, 60)} in rollout")`,
      'Correct the path, or add the field.',
    );
  return found ?? SECRET;
}

/**
 * The arguments of templates, filled in by the analysis that uses them; what is left without a value is a fault at `at`. Arguments
 * that no template declares are not used, as in Argo.
 */
export function mergeArguments(given: readonly Argument[], declared: readonly Argument[], at: Path, report: Report): Arguments {
  const merged = new Map<string, string>(),
    missing = new Set<string>();
  for (const { name, value, path, report: owner } of declared) {
    const before = merged.get(name);
    if (before !== undefined && value !== null && before !== value)
      owner.fault(
        path,
        `gives ${short(name)} another value than a template before (Argument \`${short(name)}\` specified multiple times with different values: '${before.slice(0, 40)}', '${value.slice(0, 40)}')`,
        'Agree on one value, or rename one of the two.',
      );
    if (value !== null) merged.set(name, value);
    else if (before === undefined) missing.add(name);
  }
  for (const { name, value } of given) if (value !== null && (merged.has(name) || missing.has(name))) merged.set(name, value);
  const unresolved = [...missing].filter((name) => !merged.has(name));
  for (const name of unresolved) {
    report.fault(
      at,
      `gives no value for the argument ${short(name)} ("args.${short(name)} was not resolved")`,
      `Add it to args: { name: ${short(name)}, value: … }.`,
    );
    merged.set(name, SECRET);
  }
  return merged;
}

/** A text with `{{args.name}}` filled in; names that no argument has are faults at `path`, and the text is then null. */
export function fillIn(text: string, args: Arguments, path: Path, report: Report): string | null {
  let unknown: string | null = null;
  const filled = text.replaceAll(/\{\{\s*args\.([^{}\s]{1,200})\s*\}\}/g, (whole, name: string) => {
    const value = args.get(name);
    if (value === undefined) unknown ??= name;
    return value ?? whole;
  });
  if (unknown === null) return filled;
  return report.fault(
    path,
    `uses the argument ${short(unknown)}, which the template does not declare ("failed to resolve {{args.${short(unknown)}}}")`,
    args.size === 0 ? `Add args: [{ name: ${short(unknown)} }] to the template.` : oneOf(unknown, [...args.keys()]),
  );
}
