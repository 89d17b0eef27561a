import { isMapping, show } from '../../../schema/index.ts';
import type { Reader, Report } from '../reader.ts';
import { REF, SERVICE } from './known-fields.ts';
import { readRequired, readWord } from './leaves.ts';

const SCALERS = ['HorizontalPodAutoscaler', 'ScaledObject'];

/** What stands around the rollout: the services that Flagger makes, and the autoscaler that it doubles. */
export function readSurroundings(spec: Reader, report: Report): void {
  const service = spec.mapping('service', SERVICE);
  if (service !== null) {
    const port = service.raw('port');
    if (port === undefined) report.fault(service.at('port'), 'is missing ("Required value")', 'Add the port of the service.');
    else service.count('port', 1);
    for (const key of ['apex', 'primary', 'canary'])
      if (service.has(key) && !isMapping(service.raw(key)))
        report.fault(service.at(key), `must be a mapping, is ${show(service.raw(key))}`, 'Write { labels: { … } }.');
  }
  const scaler = spec.mapping('autoscalerRef', REF);
  if (scaler === null) return;
  const kind = readWord(scaler, 'kind', SCALERS, report),
    name = readRequired(scaler, 'name', report, 'Add the name of the autoscaler.');
  report.remark(
    'notModelled',
    scaler.path.slice(),
    `Not modelled: ${kind ?? 'autoscaler'} ${name ?? ''}: primary and canary keep their sizes. Set fleet.replicas, or add operator: [{ at: 2m, do: scale, replicas: … }].`,
  );
}
