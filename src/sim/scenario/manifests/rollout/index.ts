import type { Json } from '../../../schema/index.ts';
import type { Source } from '../../source.ts';
import { readPace, readReplicas } from '../common.ts';
import { checkHead } from '../head.ts';
import { sayInto } from '../read.ts';
import { Reader } from '../reader.ts';
import type { WorkloadReader } from '../workload.ts';
import { readBlueGreen } from './blue-green.ts';
import { readCanary, type StrategyPart } from './canary.ts';
import { horizonOfRollout } from './horizon.ts';
import { checkIngresses } from './ingresses.ts';
import { ROLLBACK_WINDOW, ROLLOUT, ROLLOUT_SPEC, STRATEGY } from './known-fields.ts';
import { checkMesh } from './mesh.ts';
import { noteHandPauses } from './pauses.ts';
import { readPods, type Pods } from './pods.ts';
import type { Reading } from './reading.ts';
import { checkNamedServices } from './services.ts';

/** Reads a Rollout of argoproj.io/v1alpha1 with the templates, Services and routes that it refers to, as the CRDs and the controller would. */
export const readRollout: WorkloadReader = (rollout, all, reportOf, queries) => {
  const report = reportOf(rollout),
    root = new Reader(rollout.value, rollout.path, ROLLOUT, report);
  const reading: Reading = { rollout, all, report, reportOf, queries, used: new Set(), said: [], say: () => {} };
  reading.say = sayInto(reading.said, rollout.document);
  const name = checkHead(root, 'Rollout', ['argoproj.io/v1alpha1'], report);
  const spec = root.mapping('spec', ROLLOUT_SPEC);
  if (spec === null) {
    if (!root.has('spec')) report.fault(root.at('spec'), 'is missing ("Required value")', 'Add the spec of the Rollout.');
    return { name, source: { title: name, strategy: { canary: {} } }, said: [], used: [] };
  }
  const source = { title: name, ...readSpec(spec, reading) };
  return { name, source, said: reading.said, used: [...reading.used] };
};

function readSpec(spec: Reader, reading: Reading): Source {
  const { report, say } = reading;
  const replicas = readReplicas(spec, report);
  if (spec.has('replicas')) say('fleet.replicas', spec.at('replicas'));
  if (spec.has('strategy')) say('strategy', spec.at('strategy'));
  const strategy = readStrategy(spec, reading);
  const { params: pace } = readPace(spec, strategy.kind, report, say);
  const params: Source = { ...strategy.params, ...pace, ...readWays(spec, strategy.kind, reading) };
  const pods = readPods(spec, reading);
  checkReferences(spec, strategy, pods, reading);
  noteHandPauses(spec, params, pods.fleet, reading);
  const fleet: Record<string, Json> = { ...(replicas === null ? {} : { replicas }), ...pods.fleet };
  return {
    horizon: horizonOfRollout(strategy.kind, params, pods.fleet, replicas ?? 1),
    ...strategy.more,
    fleet,
    strategy: { [strategy.kind]: params },
  };
}

/** Exactly one of the two strategies. */
function readStrategy(spec: Reader, reading: Reading): StrategyPart {
  const { report } = reading;
  const none: StrategyPart = { kind: 'canary', params: {}, more: {}, routing: null };
  const strategy = spec.mapping('strategy', STRATEGY);
  const given = strategy === null ? [] : STRATEGY.modelled.filter((kind) => strategy.has(kind));
  if (given.length === 1)
    return given[0] === 'canary'
      ? readCanary(strategy!, reading)
      : readBlueGreen(strategy!, spec.count('revisionHistoryLimit'), reading);
  if (given.length === 2) {
    report.fault(
      strategy!.at('blueGreen'),
      'is given together with canary ("Multiple Strategies can not be listed")',
      'Keep one of the two.',
      true,
    );
    return readCanary(strategy!, reading);
  }
  // A mapping with other fields, or something else, has been told already.
  if (!spec.has('strategy') || (strategy !== null && Object.keys(strategy.value).every((key) => STRATEGY.modelled.includes(key))))
    report.fault(
      spec.at('strategy'),
      'has neither canary nor blueGreen ("Rollout has missing field \'.spec.strategy.canary or .spec.strategy.blueGreen\'")',
      'Add canary: {} or blueGreen: { activeService: … }.',
    );
  return none;
}

/** Ways back that only a Rollout has. */
function readWays(spec: Reader, kind: string, { report, say }: Reading): Source {
  const abort = spec.boolean('progressDeadlineAbort'),
    window = spec.mapping('rollbackWindow', ROLLBACK_WINDOW)?.count('revisions') ?? null;
  say(`strategy.${kind}.rollbackWindow`, [...spec.at('rollbackWindow'), 'revisions']);
  if (spec.has('restartAt')) report.remark('ignored', spec.at('restartAt'), 'restartAt was ignored: restarts are not rehearsed.');
  return {
    ...(abort === null ? {} : { progressDeadlineAbort: abort }),
    ...(window === null || window === 0 ? {} : { rollbackWindow: window }),
  };
}

/** Objects of the file that the strategy names. */
function checkReferences(spec: Reader, { kind, routing }: StrategyPart, pods: Pods, reading: Reading): void {
  const owner = spec.raw('strategy'),
    key = kind === 'canary' ? 'canary' : 'blueGreen';
  const value = typeof owner === 'object' && owner !== null && !Array.isArray(owner) ? owner[key] : undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const reader = new Reader(
    value,
    [...spec.at('strategy'), key],
    { modelled: Object.keys(value), silent: [], others: [] },
    reading.report,
  );
  const keys = kind === 'canary' ? ['stableService', 'canaryService'] : ['activeService', 'previewService'];
  checkNamedServices(reader, keys, pods, reading);
  if (routing === null) return;
  const [stable, canary] = keys
    .map((each) => reader.raw(each))
    .map((name) => (typeof name === 'string' && name !== '' ? name : null));
  checkIngresses(routing, stable ?? null, reading);
  checkMesh(routing, { canary: canary ?? null, stable: stable ?? null }, reading);
}
