import { isMapping, show, type Json } from '../../../schema/index.ts';
import type { Manifest } from '../documents.ts';
import type { KnownFields } from '../known-fields.ts';
import type { Queries } from '../queries.ts';
import type { Said } from '../read.ts';
import { Reader, type Path, type Report } from '../reader.ts';

/** What is needed all through the reading of one Rollout. */
export interface Reading {
  rollout: Manifest;
  all: readonly Manifest[];
  /** Of the Rollout itself. */
  report: Report;
  reportOf: (manifest: Manifest) => Report;
  queries: Queries;
  /** Other objects that turned out to have a part in it. */
  used: Set<Manifest>;
  said: Said[];
  /** Notes that the Rollout says something of the scenario, at a dotted path. */
  say: (scenario: string, manifest: Path) => void;
}

/** The mappings of a list, each with its own reader; entries that are none are faults, and null. */
export function readersOf(owner: Reader, key: string, known: KnownFields, report: Report): (Reader | null)[] {
  return (owner.list(key) ?? []).map((item, index) => readerAt(item, [...owner.at(key), index], known, report));
}

export const readerAt = (value: Json, path: Path, known: KnownFields, report: Report): Reader | null =>
  isMapping(value)
    ? new Reader(value, path, known, report)
    : report.fault(path, `must be a mapping, is ${show(value)}`, 'Write its fields as key: value.');

/** An object of the file, by its kind and name. */
export const findManifest = (all: readonly Manifest[], kind: string, name: string): Manifest | null =>
  all.find((manifest) => manifest.kind === kind && manifest.name === name) ?? null;

/** The names of all objects of a kind. */
export const namesOf = (all: readonly Manifest[], kind: string): string[] =>
  all.filter((manifest) => manifest.kind === kind && manifest.name !== '').map(({ name }) => name);
