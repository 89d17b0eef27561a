import { isUnderstood, recogniseQuery, type Names, type Understood } from '../../../analysis/index.ts';
import { formatDuration, formatPercent, isMapping, show, type Json } from '../../../schema/index.ts';
import type { Source } from '../../source.ts';
import type { Manifest } from '../documents.ts';
import { checkHead } from '../head.ts';
import { cureOfQuery, type MappedQuery } from '../queries.ts';
import { Reader, type Path, type Report } from '../reader.ts';
import { METRIC_TEMPLATE, TEMPLATE_PROVIDER, TEMPLATE_SPEC } from './known-fields.ts';
import { readRequired, readWord } from './leaves.ts';

const PROVIDERS = [
  'prometheus',
  'influxdb',
  'datadog',
  'externalmetrics',
  'stackdriver',
  'cloudwatch',
  'newrelic',
  'graphite',
  'dynatrace',
  'keptn',
  'splunk',
];

/** A query as it stands in the file; null where there is none that could be read. */
export interface Query {
  text: string;
  path: Path;
  report: Report;
}

/** What a query comes to: the knobs of a metric, and how many of Flagger's units make one of the query's (a share is 100 percent). */
export interface Meaning {
  knobs: Source;
  units: number;
}

/** Reads a MetricTemplate; what only others than Prometheus understand is refused, unless the scenario has said what it measures. */
export function readTemplate({ value, path }: Manifest, report: Report, isMapped: boolean): Query | null {
  const root = new Reader(value, path, METRIC_TEMPLATE, report),
    name = checkHead(root, 'MetricTemplate', ['flagger.app/v1beta1'], report);
  const spec = root.mapping('spec', TEMPLATE_SPEC);
  if (spec === null) {
    if (!root.has('spec')) report.fault(root.at('spec'), 'is missing ("Required value")', 'Add the spec of the MetricTemplate.');
    return null;
  }
  const provider = spec.mapping('provider', TEMPLATE_PROVIDER),
    text = readRequired(spec, 'query', report, 'Add the query.');
  if (provider === null) {
    if (!spec.has('provider'))
      report.fault(spec.at('provider'), 'is missing ("Required value")', 'Add provider: { type: prometheus, address: … }.');
    return null;
  }
  const type = readWord(provider, 'type', PROVIDERS, report);
  if (!provider.has('type')) report.fault(provider.at('type'), 'is missing ("Required value")', 'Add type: prometheus.');
  if (type === null || text === null) return null;
  if (type !== 'prometheus' && !isMapped)
    return report.fault(
      spec.at('query'),
      `is a query of ${type}, and only those of Prometheus are understood`,
      cureOfQuery(name),
    );
  return { text, path: spec.at('query'), report };
}

/** What Flagger puts into a template before it asks. The target and its services stay words: they say which version is meant. */
export const rendered = (text: string, interval: string, variables: Json | undefined): string =>
  text.replaceAll(/\{\{\s*(interval|variables\.([\w-]+))\s*\}\}/g, (whole, word: string, name: string | undefined) => {
    if (word === 'interval') return interval;
    const value = isMapping(variables) && name !== undefined ? variables[name] : undefined;
    return typeof value === 'string' ? value : whole;
  });

/** What a query measures, as far as we can tell; otherwise it is told how to say it. */
export function meaningOf({ text, path, report }: Query, target: string, name: string): Meaning | null {
  const names: Names = { canary: [`${target}-canary`], stable: [`${target}-primary`] };
  const reading = recogniseQuery(withTarget(text, target), names);
  if (!isUnderstood(reading)) return report.fault(path, `is not understood: it ${reading.reason}`, cureOfQuery(name));
  for (const assumed of reading.assumed) report.remark('assumed', path, `Query of ${name}: ${assumed}.`);
  if (reading.population !== 'canary') {
    const whose = reading.population === 'all' ? 'everybody' : 'the primary';
    report.remark('assumed', path, `Query of ${name}: it counts the requests of ${whose}, and not those of the canary alone.`);
  }
  return meaning(reading, UNITS[reading.scale]);
}

const UNITS: Readonly<Record<Understood['scale'], number>> = {
  share: 100,
  percent: 1,
  seconds: 1_000,
  milliseconds: 1,
  perSecond: 1,
};

/** What the scenario says that a query measures. */
export function meaningOfMapped(mapped: MappedQuery): Meaning {
  const { metric, unit } = mapped;
  const plain = metric === 'latency' ? UNITS.seconds : metric === 'requestRate' ? UNITS.perSecond : UNITS.share;
  return meaning(mapped, unit === 'plain' ? plain : 1);
}

const meaning = (
  { metric, population, window, quantile }: Pick<Understood, 'metric' | 'population' | 'window' | 'quantile'>,
  units: number,
): Meaning => ({
  knobs: {
    metric,
    ...(population === 'canary' ? {} : { population: population === 'stable' ? 'primary' : 'all' }),
    ...(metric === 'latency' ? { quantile: formatPercent(quantile) } : {}),
    interval: formatDuration(window),
  },
  units,
});

/** Labels that hold the name of a Deployment or of its pods, where the bare name of the target is the canary. */
const WORKLOAD_LABEL = /\b(destination_workload|deployment|dst_deployment|workload|app|pod|kubernetes_pod_name)(\s*=~?\s*["'])/g;

/** A query written for one service by name, with its target as the word that templates have for it. */
const withTarget = (text: string, target: string): string =>
  text.replaceAll(WORKLOAD_LABEL, (found: string, _label: string, _operator: string, at: number) => {
    const rest = text.slice(at + found.length);
    // `podinfo`, `podinfo.*` and `podinfo-[0-9a-z]+` are meant, and not `podinfo-primary` or `podinfo-api`.
    return rest.startsWith(target) && /^(["'.([]|-[.([\\])/.test(rest.slice(target.length)) ? `${found}{{ target }} ` : found;
  });

/** Where a template is looked for: beside the Canary, unless the reference says another namespace. */
export function findTemplate(
  name: string,
  namespace: string | null,
  all: readonly Manifest[],
  ref: Reader,
  report: Report,
): Manifest | null {
  const found = all.find((manifest) => manifest.kind === 'MetricTemplate' && manifest.name === name) ?? null;
  const metadata = found?.value['metadata'],
    theirs = isMapping(metadata) && typeof metadata['namespace'] === 'string' ? metadata['namespace'] : null;
  if (found === null || theirs === null || namespace === null || theirs === namespace) return found;
  report.fault(
    ref.at('name'),
    `is in the namespace ${show(theirs)}, and looked for in ${show(namespace)} ("metric template ${name.slice(0, 60)}.${namespace.slice(0, 60)} error: not found")`,
    `Add namespace: ${theirs.slice(0, 60)}.`,
  );
  return found;
}
