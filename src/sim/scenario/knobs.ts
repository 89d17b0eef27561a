import { infoOf, isMapping, read, type Control, type FieldInfo, type Json, type Schema } from '../schema/index.ts';
import { sourceSchema } from './schema.ts';
import { edit } from './edit.ts';
import { wordOf } from './schema-at.ts';
import { valueAt, type Source } from './source.ts';
import { STRATEGY_SCHEMAS } from './strategies.ts';

/** One form control. Values, as everywhere in a source, are in human units. */
export interface Knob {
  /** Where `edit` puts the new value. */
  path: string;
  label: string;
  help: string;
  control: Exclude<Control, 'object' | 'variants'>;
  /** As written, or the default; null = none. */
  value: Json;
  isDefault: boolean;
  /** True when null (none) is a value. */
  optional: boolean;
  /** Bounds in `unit`: seconds for durations, percent for percentages, per second for rates. */
  min?: number;
  max?: number;
  step?: number;
  unit?: string;
  options?: { value: string; label: string }[];
  /** Of a list or a dictionary: one group for each entry. */
  item?: KnobGroup[];
}

export interface KnobGroup {
  id: string;
  title: string;
  summary: string;
  knobs: Knob[];
}

/** Every parameter of a source as form controls, in groups, straight from the schemas. Works for sources with mistakes, too. */
export function knobs(source: Source): KnobGroup[] {
  const fields = infoOf(sourceSchema as Schema<unknown>).fields!;
  const group = (key: string): KnobGroup => {
    const { label, help } = infoOf(fields[key]!);
    return { id: key, title: label, summary: help, knobs: knobsOf(fields[key]!, [key], source) };
  };
  const plain: KnobGroup = {
    id: 'scenario',
    title: 'Scenario',
    summary: 'What it is called and how long it lasts.',
    knobs: ['title', 'description', 'horizon'].flatMap((key) => knobsOf(fields[key]!, [key], source)),
  };
  return [
    strategyGroup(source),
    group('fleet'),
    ...revisionGroups(source, fields['revisions']!),
    group('traffic'),
    group('rollout'),
    group('slo'),
    group('alarm'),
    group('faults'),
    group('operator'),
    plain,
  ];
}

function strategyGroup(source: Source): KnobGroup {
  const kinds = Object.keys(STRATEGY_SCHEMAS),
    written = source['strategy'];
  const chosen = kinds.find((kind) => written === kind || (isMapping(written) && Object.hasOwn(written, kind))) ?? 'rolling',
    schema = STRATEGY_SCHEMAS[chosen]!;
  const options = kinds.map((value) => ({ value, label: infoOf(STRATEGY_SCHEMAS[value]!).label }));
  const kind: Knob = {
    path: 'strategy',
    label: 'Strategy',
    help: infoOf(schema).help,
    control: 'choice',
    value: chosen,
    isDefault: true,
    optional: false,
    options,
  };
  const title = infoOf(schema).label;
  return {
    id: 'strategy',
    title: 'Strategy',
    summary: `${title}: how the next revision is brought into service.`,
    knobs: [kind, ...knobsOf(schema, ['strategy', chosen], source)],
  };
}

function revisionGroups(source: Source, schema: Schema<unknown>): KnobGroup[] {
  const ids = revisionIds(source),
    { item } = infoOf(schema);
  return ids.map((id, index) => ({
    id: `revisions.${id}`,
    title: `Revision ${id}`,
    summary: index === 0 ? 'In service when the run begins.' : 'Waits to be rolled out.',
    knobs: knobsOf(item!, ['revisions', id], source),
  }));
}

const revisionIds = (source: Source): string[] =>
  isMapping(source['revisions']) ? Object.keys(source['revisions']) : ['v1', 'v2'];

type Path = (string | number)[];

/** The knobs of one schema: one for a leaf, several for an object, with a switch in front when the object may be absent. */
function knobsOf(schema: Schema<unknown>, path: Path, source: Source, owner = ''): Knob[] {
  const info = infoOf(schema),
    written = valueAt(source, path);
  if (info.control === 'list') return [listKnob(info, path, source)];
  // Dictionaries of anything else have groups of their own (revisions), or are edited as text.
  if (info.control === 'dictionary') return infoOf(info.item!).control === 'percent' ? [dictionaryKnob(info, path, source)] : [];
  if (info.control !== 'object') return [leafKnob(schema, path, source, owner)];
  if (!info.optional) return fieldKnobs(info, path, source, owner);
  const on = written === undefined ? info.default !== 'none' : written !== 'none' && written !== null && written !== false;
  const toggle: Knob = {
    path: path.join('.'),
    label: info.label,
    help: info.help,
    control: 'switch',
    value: on,
    isDefault: on === (info.default !== 'none'),
    optional: true,
  };
  return on ? [toggle, ...fieldKnobs(info, path, source, `${info.label}: `)] : [toggle];
}

function fieldKnobs(info: FieldInfo, path: Path, source: Source, owner: string): Knob[] {
  return Object.entries(info.fields!).flatMap(([key, schema]) => knobsOf(schema, [...path, key], source, owner));
}

function leafKnob(schema: Schema<unknown>, path: Path, source: Source, owner: string): Knob {
  const info = infoOf(schema),
    written = valueAt(source, path),
    ids = revisionIds(source),
    last = path.at(-1);
  const names = info.control !== 'text' ? [] : last === 'revision' || last === 'to' ? ids : last === 'cohort' ? cohortsIn(source, written) : [],
    named = names.length > 0;
  const unset: Json = path.join('.') === 'rollout.to' ? (ids[1] ?? '') : (info.default ?? '');
  const value = written ?? unset,
    label = owner === '' ? info.label : owner + info.label.slice(0, 1).toLowerCase() + info.label.slice(1);
  return {
    path: path.join('.'),
    label,
    help: info.help,
    control: named ? 'choice' : (info.control as Knob['control']),
    value: info.optional && (value === 'none' || value === false) ? null : value,
    isDefault: isDefault(schema, written, info.default),
    optional: info.optional && path.join('.') !== 'rollout.to',
    ...(info.min === undefined ? {} : { min: info.min }),
    ...(info.max === undefined ? {} : { max: info.max }),
    ...(info.step === undefined ? {} : { step: info.step }),
    ...(info.unit === undefined ? {} : { unit: info.unit }),
    ...(named ? { options: names.map((name) => ({ value: name, label: name })) } : info.options ? { options: [...info.options] } : {}),
  };
}

/** Groups of users that there are, with the one that is named now, should there be no such group. */
function cohortsIn(source: Source, named: Json | undefined): string[] {
  const cohorts = valueAt(source, ['traffic', 'cohorts']),
    names = isMapping(cohorts) ? Object.keys(cohorts) : [];
  return names.length > 0 && typeof named === 'string' && !names.includes(named) ? [...names, named] : names;
}

/** Whether what is written means the same as the default: `600s` is `10m`. */
function isDefault(schema: Schema<unknown>, written: Json | undefined, unset: Json | undefined): boolean {
  if (written === undefined) return true;
  const reading = read(schema, written),
    usual = read(schema, unset);
  return reading.ok && usual.ok && JSON.stringify(reading.value) === JSON.stringify(usual.value);
}

function listKnob(info: FieldInfo, path: Path, source: Source): Knob {
  const written = valueAt(source, path),
    usual = Array.isArray(info.default) ? info.default : [],
    entries = Array.isArray(written) ? written : written === undefined ? usual : [],
    // Entries that are there by default are shown as if they were written.
    filled = written === undefined && usual.length > 0 ? edit(source, path.join('.'), usual) : source;
  return {
    path: path.join('.'),
    label: info.label,
    help: info.help,
    control: 'list',
    value: entries,
    isDefault: written === undefined || JSON.stringify(entries) === JSON.stringify(usual),
    optional: false,
    ...(info.max === undefined ? {} : { max: info.max }),
    item: entries.map((entry, index) => entryGroup(info.item!, entry, [...path, index], filled)),
  };
}

function dictionaryKnob(info: FieldInfo, path: Path, source: Source): Knob {
  const written = valueAt(source, path),
    entries = isMapping(written) ? written : {};
  return {
    path: path.join('.'),
    label: info.label,
    help: info.help,
    control: 'dictionary',
    value: entries,
    isDefault: Object.keys(entries).length === 0,
    optional: false,
    ...(info.max === undefined ? {} : { max: info.max }),
    item: Object.keys(entries).map((name) => ({
      id: [...path, name].join('.'),
      title: name,
      summary: infoOf(info.item!).help,
      knobs: knobsOf(info.item!, [...path, name], source),
    })),
  };
}

/** The knobs of one entry: what kind it is, where there are several, then the fields of that kind. */
function entryGroup(schema: Schema<unknown>, entry: Json, path: Path, source: Source): KnobGroup {
  const item = infoOf(schema);
  if (item.variants === undefined)
    return { id: path.join('.'), title: item.label, summary: item.help, knobs: knobsOf(schema, path, source) };
  const { tag, variants } = item,
    words = Object.keys(variants);
  // The kind stands under a tag, or is the entry's only key, or all of the entry.
  const written = tag !== undefined && isMapping(entry) ? wordOf(item, entry) : isMapping(entry) ? Object.keys(entry)[0] : entry,
    word = typeof written === 'string' && Object.hasOwn(variants, written) ? written : '',
    variant = word === '' ? null : variants[word]!,
    info = variant === null ? null : infoOf(variant);
  const kind: Knob = {
    path: (tag === undefined ? path : [...path, tag]).join('.'),
    label: item.label,
    help: info?.help ?? item.help,
    control: 'choice',
    value: word,
    isDefault: true,
    optional: false,
    options: words.map((value) => ({ value, label: infoOf(variants[value]!).label })),
  };
  return {
    id: path.join('.'),
    title: `${info?.label ?? item.label}${tellingApart(entry)}`,
    summary: info?.help ?? '',
    knobs: [kind, ...(variant === null ? [] : tag === undefined ? formOf(variant, [...path, word], source) : fieldKnobs(info!, path, source, ''))],
  };
}

/** By what people tell one entry of a kind from another: when it strikes, what it is called, or what it measures. */
function tellingApart(entry: Json): string {
  const { at, name, metric } = isMapping(entry) ? entry : {};
  if (typeof at === 'string') return ` at ${at}`;
  const called = name ?? metric;
  return typeof called === 'string' ? `: ${called}` : '';
}

/** What stands under the only key of an entry: its fields, or, where it is written in short, the whole as one text. */
function formOf(variant: Schema<unknown>, path: Path, source: Source): Knob[] {
  const info = infoOf(variant),
    written = valueAt(source, path);
  if (info.control !== 'object' || written === undefined || isMapping(written)) return knobsOf(variant, path, source);
  return [{ path: path.join('.'), label: info.label, help: info.help, control: 'text', value: written, isDefault: false, optional: false }];
}
