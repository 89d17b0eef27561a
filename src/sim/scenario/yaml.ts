import { constructFromEvents, EVENT_ID, getScalarValue, parseEvents, YAMLException, type Event, type ScalarEvent } from 'js-yaml';
import type { Json } from '../schema/index.ts';
import { DEPTH_MAX, FORBIDDEN_KEYS, NODES_MAX, TEXT_BYTES_MAX } from './limits.ts';
import { Lines, Places, type Path } from './places.ts';
import { cureForYaml } from './yaml-cures.ts';

/** One YAML document of a file. */
export interface YamlDocument {
  value: Json;
  /** Offset of its first node. */
  start: number;
  places: Places;
}

/** Something wrong with the text itself. */
export interface TextFault {
  offset: number;
  path: Path;
  message: string;
  cure: string;
}

export interface YamlFile {
  documents: YamlDocument[];
  faults: TextFault[];
  lines: Lines;
}

const TAGS_ALLOWED = /^!!(?:str|int|float|bool|null|map|seq)$/;

/** Bytes of a text in UTF-8; stops counting soon after `limit`. */
function bytesOf(text: string, limit: number): number {
  let bytes = 0;
  for (let index = 0; index < text.length && bytes <= limit; index++) {
    const code = text.charCodeAt(index);
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code >= 0xd800 && code < 0xe000 ? 2 : 3;
  }
  return bytes;
}

/**
 * Reads YAML 1.2 within our caps: size, depth, nodes, no aliases, no custom tags, no duplicate or dangerous keys.
 * Documents are only given when the text is sound enough to be read; `faults` says what is not.
 */
export function readYaml(text: string): YamlFile {
  if (bytesOf(text, TEXT_BYTES_MAX) > TEXT_BYTES_MAX) {
    const message = `is larger than ${TEXT_BYTES_MAX / 1024} KiB`;
    return {
      documents: [],
      faults: [{ offset: 0, path: [], message, cure: 'Keep only the scenario and its manifests.' }],
      lines: new Lines(''),
    };
  }
  const source = text.startsWith('\ufeff') ? text.slice(1) : text,
    lines = new Lines(source);
  try {
    const events = parseEvents(source, { maxDepth: DEPTH_MAX });
    const { places, faults, fatal } = walk(events, source);
    if (fatal) return { documents: [], faults: templateIn(source) ?? faults, lines };
    // Duplicate keys have been reported with their places already; here the last one wins, so that reading can go on.
    const values = constructFromEvents(events, { source, json: true, maxAliases: 0 }) as Json[];
    return { documents: values.map((value, index) => ({ value, ...places[index]! })), faults, lines };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const unreadable = [{ offset: error.mark?.position ?? 0, path: [], ...cureForYaml(error.reason) }];
    return { documents: [], faults: templateIn(source) ?? unreadable, lines };
  }
}

/** A chart's template is no YAML yet, and what a YAML reader says of it would not help. */
function templateIn(source: string): TextFault[] | null {
  const offset = source.search(/\{\{-?\s*(?:[.$]\w|\w+[\s(])/);
  const cure = 'Render it first, with helm template, and paste what comes out.';
  return offset < 0 ? null : [{ offset, path: [], message: 'is a Helm template ({{ … }}), not YAML yet', cure }];
}

interface Walked {
  places: { start: number; places: Places }[];
  faults: TextFault[];
  /** True when the values must not be constructed at all. */
  fatal: boolean;
}

interface Level {
  kind: 'document' | 'sequence' | 'mapping';
  path: Path;
  index: number;
  /** In a mapping: the key that waits for its value. */
  key: { name: string; offset: number } | null;
  seen: Set<string>;
}

/** Goes through the events once, noting where each node stands and what is not allowed. */
function walk(events: readonly Event[], source: string): Walked {
  const result: Walked = { places: [], faults: [], fatal: false };
  const levels: Level[] = [];
  let nodes = 0,
    last = 0,
    aliases = 0;
  const refuse = (offset: number, path: Path, message: string, cure: string, fatal: boolean): void => {
    result.faults.push({ offset, path, message, cure });
    if (fatal) result.fatal = true;
  };

  for (const event of events) {
    const level = levels.at(-1);
    if (event.type === EVENT_ID.POP) {
      levels.pop();
      continue;
    }
    if (event.type === EVENT_ID.DOCUMENT) {
      levels.push({ kind: 'document', path: [], index: 0, key: null, seen: new Set() });
      result.places.push({ start: last, places: new Places() });
      continue;
    }
    const offset = startOf(event, last);
    last = Math.max(offset, last);
    if (++nodes > NODES_MAX) {
      refuse(offset, [], `has more than ${NODES_MAX} values`, 'Keep only the scenario and its manifests.', true);
      return result;
    }
    if (level === undefined) continue;
    const here = level.kind === 'mapping' && level.key !== null ? [...level.path, level.key.name] : level.path;
    if (event.type !== EVENT_ID.ALIAS && event.tagStart >= 0) {
      const tag = source.slice(event.tagStart, event.tagEnd);
      if (!TAGS_ALLOWED.test(tag))
        refuse(event.tagStart, here, `has a tag ${tag.slice(0, 40)}, and tags are not read`, 'Remove the tag.', true);
    }
    // One is enough: a bomb is made of hundreds.
    if (event.type === EVENT_ID.ALIAS && ++aliases === 1) {
      const name = source.slice(event.anchorStart, event.anchorEnd).replace(/^\*/, '').slice(0, 40);
      refuse(offset, here, `has an alias *${name}, and aliases are not read`, 'Write the value out in full.', true);
    }

    if (level.kind === 'mapping' && level.key === null) {
      if (event.type !== EVENT_ID.SCALAR) {
        refuse(offset, level.path, 'has a key that is not a word', 'Use a word as the key.', true);
        // The parts of a strange key are skipped as if they were a list.
        level.key = { name: '', offset };
        if (event.type !== EVENT_ID.ALIAS)
          levels.push({ kind: 'sequence', path: level.path, index: 0, key: null, seen: new Set() });
        continue;
      }
      const name = getScalarValue(source, event);
      if (FORBIDDEN_KEYS.includes(name)) refuse(offset, [...level.path, name], 'is not allowed as a key', 'Rename it.', true);
      if (level.seen.has(name)) refuse(offset, [...level.path, name], 'is there twice', 'Remove one of the two.', false);
      level.seen.add(name);
      level.key = { name, offset };
      continue;
    }

    const path = level.kind === 'document' ? [] : [...level.path, level.kind === 'mapping' ? level.key!.name : level.index++];
    const document = result.places.at(-1)!;
    document.places.set(path, {
      key: level.key?.offset ?? offset,
      value: isEmpty(event) ? (level.key?.offset ?? offset) : offset,
    });
    if (path.length === 0) document.start = offset;
    level.key = null;
    if (event.type === EVENT_ID.SEQUENCE) levels.push({ kind: 'sequence', path, index: 0, key: null, seen: new Set() });
    if (event.type === EVENT_ID.MAPPING) levels.push({ kind: 'mapping', path, index: 0, key: null, seen: new Set() });
  }
  return result;
}

const isEmpty = (event: Event): boolean => event.type === EVENT_ID.SCALAR && event.valueStart < 0;

function startOf(event: Exclude<Event, { type: typeof EVENT_ID.DOCUMENT | typeof EVENT_ID.POP }>, last: number): number {
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart;
  if (event.type === EVENT_ID.SCALAR) return event.valueStart < 0 ? last : quoteOf(event);
  return event.start < 0 ? last : event.start;
}

/** The text of a quoted scalar begins after its quote; people point at the quote. */
const quoteOf = (event: ScalarEvent): number =>
  event.style === 2 || event.style === 3 ? event.valueStart - 1 : event.valueStart;
