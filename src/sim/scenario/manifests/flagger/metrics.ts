import { didYouMean, isMapping, show } from '../../../schema/index.ts';
import { BUILT_IN } from '../../../strategies/flagger/built-in.ts';
import type { Source } from '../../source.ts';
import type { Manifest } from '../documents.ts';
import { cureOfQuery, type Queries } from '../queries.ts';
import { Reader, type Path, type Report } from '../reader.ts';
import { METRIC, RANGE, TEMPLATE_REF } from './known-fields.ts';
import { readInterval, readNumber, readRequired } from './leaves.ts';
import { findTemplate, meaningOf, meaningOfMapped, readTemplate, rendered, type Meaning, type Query } from './template.ts';

/** What the metrics of a Canary may refer to. */
export interface Surroundings {
  /** The name of the target Deployment. */
  target: string;
  /** Of the Canary; null = the file does not say. */
  namespace: string | null;
  all: readonly Manifest[];
  reportOf: (manifest: Manifest) => Report;
  queries: Queries;
}

/** One check, with the place in the file that says it. */
export interface Check {
  metric: Source;
  path: Path;
}

/** The checks of every tick, in Flagger's order: built-in metrics and inline queries as they stand, then templates. */
export function readMetrics(analysis: Reader, around: Surroundings, report: Report): { checks: Check[]; used: Manifest[] } {
  const first: Check[] = [],
    last: Check[] = [],
    used: Manifest[] = [];
  for (const [index, written] of (analysis.list('metrics') ?? []).entries()) {
    const path = [...analysis.at('metrics'), index];
    if (!isMapping(written)) {
      report.fault(
        path,
        `must be a mapping, is ${show(written)}`,
        'Write { name: request-success-rate, thresholdRange: { min: 99 } }.',
      );
      continue;
    }
    const metric = new Reader(written, path, METRIC, report);
    const name = readRequired(metric, 'name', report, 'Add name: request-success-rate.'),
      interval = readInterval(metric, 'interval', '1m', report) ?? '1m',
      range = readRange(metric, report);
    if (name === null) continue;
    const builtIn = BUILT_IN[name];
    const add = (to: Check[], knobs: Source, units: number, isFloor = false): void => {
      to.push({ metric: { name, ...knobs, ...boundsOf(range, units, isFloor) }, path });
      if (range.says === null) remarkNoBound(name, isFloor, path, report);
    };
    if (builtIn !== undefined) {
      add(first, { interval }, 1, builtIn === 'successRate');
      remarkUnits(name, range, path, report);
    }
    const inline = metric.text('query') ?? '';
    if (inline !== '') {
      const meaning = inlineMeaning(inline, metric, name, around, report);
      if (meaning !== null) add(first, meaning.knobs, meaning.units);
    }
    const ref = metric.mapping('templateRef', TEMPLATE_REF);
    if (ref !== null) {
      const { meaning, template } = templateMeaning(ref, metric, name, interval, around, report);
      if (template !== null && !used.includes(template)) used.push(template);
      if (meaning !== null) add(last, meaning.knobs, meaning.units);
    }
    if (builtIn === undefined && inline === '' && ref === null && !metric.has('templateRef'))
      report.remark(
        'assumed',
        path,
        `Metric ${show(name)} is not built in and has neither a query nor a template, so Flagger never checks it.`,
      );
  }
  return { checks: [...first, ...last], used };
}

interface Range {
  min: number | null;
  max: number | null;
  /** Which field sets it; null = none, which Flagger takes for a threshold of 0. */
  says: 'threshold' | 'thresholdRange' | null;
}

function readRange(metric: Reader, report: Report): Range {
  const range = metric.mapping('thresholdRange', RANGE),
    threshold = readNumber(metric, 'threshold', report);
  if (range === null && !metric.has('thresholdRange'))
    return { min: threshold, max: threshold, says: metric.has('threshold') ? 'threshold' : null };
  if (threshold !== null) report.remark('assumed', metric.at('threshold'), 'threshold is not looked at beside thresholdRange.');
  const [min, max] = [range && readNumber(range, 'min', report), range && readNumber(range, 'max', report)];
  if (min !== null && max !== null && min > max)
    report.fault(range!.at('min'), `is ${min}, more than max (${max}), so that no value could pass`, 'Swap them.');
  return { min, max, says: 'thresholdRange' };
}

/** A threshold is a floor for the success rate and a ceiling for everything else, and none is 0. */
function boundsOf({ min, max, says }: Range, units: number, isFloor: boolean): Source {
  const scaled = (bound: number): number => Math.round(bound * units * 1e9) / 1e9;
  if (says === 'thresholdRange')
    return { ...(min === null ? {} : { min: scaled(min) }), ...(max === null ? {} : { max: scaled(max) }) };
  return { [isFloor ? 'min' : 'max']: scaled(max ?? 0) };
}

function remarkNoBound(name: string, isFloor: boolean, path: Path, report: Report): void {
  const what = isFloor ? 'so that it fails only without any value' : 'so that any value above 0 fails';
  report.remark(
    'assumed',
    path,
    `Metric ${show(name)} has neither threshold nor thresholdRange: Flagger takes a threshold of 0, ${what}.`,
  );
}

/** The two mistakes that cost most evenings: shares where percent are meant, and seconds where milliseconds are. */
function remarkUnits(name: string, { min, max, says }: Range, path: Path, report: Report): void {
  const bound = name === 'request-duration' ? max : min;
  if (says === null || bound === null || bound <= 0 || bound > 1 || (name !== 'request-duration' && bound === 1)) return;
  const what =
    name === 'request-duration'
      ? `milliseconds, and ${bound} is less than any request takes`
      : `percent, and ${bound} is ${bound}%, which nearly everything passes`;
  report.remark('assumed', path, `Metric ${show(name)} counts in ${what}.`);
}

function inlineMeaning(
  text: string,
  metric: Reader,
  name: string,
  { target, queries }: Surroundings,
  report: Report,
): Meaning | null {
  const mapped = queries.find(name);
  return mapped === null ? meaningOf({ text, path: metric.at('query'), report }, target, name) : meaningOfMapped(mapped);
}

function templateMeaning(
  ref: Reader,
  metric: Reader,
  name: string,
  interval: string,
  { target, namespace, all, reportOf, queries }: Surroundings,
  report: Report,
): { meaning: Meaning | null; template: Manifest | null } {
  const wanted = readRequired(ref, 'name', report, 'Add the name of the MetricTemplate.');
  if (wanted === null) return { meaning: null, template: null };
  const template = findTemplate(wanted, ref.text('namespace') ?? namespace, all, ref, report),
    mapped = queries.find(wanted, name);
  if (template === null && mapped === null) {
    const others = all.filter(({ kind }) => kind === 'MetricTemplate').map((other) => other.name);
    report.fault(
      ref.at('name'),
      `is ${show(wanted)}, and this file has no MetricTemplate of that name ("metric template ${wanted.slice(0, 60)} error: not found")`,
      others.length === 0 ? `Paste it too. ${cureOfQuery(wanted)}` : didYouMean(wanted, others),
    );
    return { meaning: null, template };
  }
  const query: Query | null = template === null ? null : readTemplate(template, reportOf(template), mapped !== null);
  if (mapped !== null) return { meaning: meaningOfMapped(mapped), template };
  if (query === null) return { meaning: null, template };
  const text = rendered(query.text, interval, metric.raw('templateVariables'));
  return { meaning: meaningOf({ ...query, text }, target, wanted), template };
}
