import { isMapping } from '../../../schema/index.ts';
import { valueAt, type Source } from '../../source.ts';
import { checkHead } from '../head.ts';
import { sayInto, type Said } from '../read.ts';
import { inSeconds, Reader, type Report } from '../reader.ts';
import type { WorkloadReader } from '../workload.ts';
import { readAnalysis, type AnalysisRead } from './analysis.ts';
import { horizonOf } from './horizon.ts';
import { ANALYSIS, CANARY, CANARY_SPEC } from './known-fields.ts';
import { readProvider } from './providers.ts';
import { readSurroundings } from './service.ts';
import { readTarget, type Target } from './target.ts';

/** The share of users that a rule of A/B testing is taken to match, until the scenario says better. */
const COHORT = '10%';

/** Reads a flagger.app/v1beta1 Canary with its target Deployment and its MetricTemplates. */
export const readFlaggerCanary: WorkloadReader = (canary, all, reportOf, queries) => {
  const report = reportOf(canary),
    said: Said[] = [],
    say = sayInto(said, canary.document);
  const root = new Reader(canary.value, canary.path, CANARY, report);
  const name = checkHead(root, 'Canary', ['flagger.app/v1beta1'], report),
    spec = root.mapping('spec', CANARY_SPEC);
  if (spec === null) {
    if (!root.has('spec')) report.fault(root.at('spec'), 'is missing ("Required value")', 'Add the spec of the Canary.');
    return { name, source: { title: name, strategy: { flagger: {} } }, said, used: [] };
  }
  const target = readTarget(spec, all, reportOf, report),
    provider = readProvider(spec, report);
  readSurroundings(spec, report);
  checkSuspended(spec, report);
  const block = blockOf(spec, report),
    skips = spec.boolean('skipAnalysis') ?? false,
    deadline = spec.count('progressDeadlineSeconds', 1);
  const around = { target: target.name, namespace: namespaceOf(canary.value), all, reportOf, queries };
  const analysis = block === null ? NOTHING : readAnalysis(block, provider, around, report, say);
  if (!spec.has('analysis') && !spec.has('canaryAnalysis'))
    report.remark(
      'assumed',
      spec.path.slice(),
      'No analysis: Flagger promotes as soon as the canary is ready, as with skipAnalysis.',
    );
  for (const key of ['skipAnalysis', 'provider']) say(`strategy.flagger.${key}`, spec.at(key));
  for (const { cohort, path } of analysis.rules)
    said.push({ scenario: ['traffic', 'cohorts', cohort], document: canary.document, manifest: path });
  say('strategy.flagger.progressDeadline', spec.at('progressDeadlineSeconds'));
  say('strategy', spec.at(spec.has('canaryAnalysis') ? 'canaryAnalysis' : 'analysis'));

  const flagger: Source = {
    ...(provider.splits ? {} : { provider: 'kubernetes' }),
    ...analysis.params,
    ...(deadline === null ? {} : { progressDeadline: inSeconds(deadline) }),
    ...(skips || !(spec.has('analysis') || spec.has('canaryAnalysis')) ? { skipAnalysis: true } : {}),
    ...rollingOf(target, reportOf),
  };
  const cohorts = Object.fromEntries(analysis.rules.map(({ cohort }) => [cohort, COHORT]));
  const source: Source = {
    title: name,
    horizon: horizonOf(flagger, target.read?.source['horizon']),
    fleet: target.read?.source['fleet'] ?? {},
    strategy: { flagger },
    ...(analysis.rules.length === 0 ? {} : { traffic: { cohorts } }),
  };
  return { name, source, said: [...said, ...(target.read?.said ?? [])], used: [...target.used, ...analysis.used] };
};

const NOTHING: AnalysisRead = { params: {}, rules: [], used: [] };

/** The analysis block, by its present name or the older one. */
function blockOf(spec: Reader, report: Report): Reader | null {
  const block = spec.mapping('analysis', ANALYSIS);
  if (!spec.has('canaryAnalysis')) return block;
  const isOnly = !spec.has('analysis');
  report.remark(
    'assumed',
    spec.at('canaryAnalysis'),
    isOnly
      ? 'canaryAnalysis is the older name of analysis, and read as such.'
      : 'canaryAnalysis is not looked at beside analysis.',
  );
  return isOnly ? spec.mapping('canaryAnalysis', ANALYSIS) : block;
}

function checkSuspended(spec: Reader, report: Report): void {
  if (spec.boolean('suspend') === true)
    report.fault(
      spec.at('suspend'),
      'is true, so that Flagger does nothing ("skipping canary run as object is suspended")',
      'Write false, or remove it.',
    );
}

/** Flagger copies the target: the primary rolls as the Deployment says. */
function rollingOf({ read, used }: Target, reportOf: (manifest: Target['used'][number]) => Report): Source {
  const strategy = read?.source['strategy'];
  if (!isMapping(strategy)) return {};
  const recreate = strategy['recreate'],
    minReady = valueAt(strategy, ['rolling', 'minReady']) ?? valueAt(strategy, ['recreate', 'minReady']);
  const pace: Source = minReady === undefined || minReady === '0s' ? {} : { minReady };
  if (recreate === undefined) {
    const { maxSurge = '25%', maxUnavailable = '25%' } = isMapping(strategy['rolling']) ? strategy['rolling'] : {};
    return { ...pace, maxSurge, maxUnavailable };
  }
  const [target] = used;
  if (target !== undefined)
    reportOf(target).remark(
      'assumed',
      [...target.path, 'spec', 'strategy'],
      'Recreate: the primary goes down as a whole when it is promoted; played as a rolling update with maxUnavailable 100%.',
    );
  return { ...pace, maxSurge: 0, maxUnavailable: '100%' };
}

function namespaceOf(value: Source): string | null {
  const namespace = valueAt(value, ['metadata', 'namespace']);
  return typeof namespace === 'string' ? namespace : null;
}
