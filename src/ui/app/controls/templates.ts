import { toSeconds, type Json, type Micros, type Source } from '../../../sim/index.ts';
import { METRIC_TEMPLATES, SERIES_TEMPLATES } from './templates-analysis.ts';

export interface Template {
  id: string;
  label: string;
  value: Json;
}

/** What can be added to a list of the scenario, made to strike at the instant on show. */
export function templatesFor(path: string, source: Source, at: Micros): Template[] {
  const rollout = source['rollout'] as { to?: Json } | undefined;
  const to = rollout?.to ?? 'v2';
  const when = `${Math.round(toSeconds(at))}s`;
  if (path === 'faults') {
    return [
      ['crash', 'a crash', { replicas: 1 }],
      ['trafficSpike', 'a traffic spike', { for: '60s', factor: 3 }],
      ['crashLoop', 'a crash loop', { revision: to }],
      ['imagePullFailure', 'an image that cannot be pulled', { revision: to }],
      ['readinessNeverPasses', 'servers that never get ready', { revision: to }],
      ['slowBoot', 'a slow boot', { revision: to, factor: 3 }],
      ['nodeLoss', 'the loss of a node', { node: 0 }],
    ].map(([kind, label, more]) => ({ id: kind as string, label: label as string, value: { kind: kind as string, at: when, ...(more as Record<string, Json>) } }));
  }
  if (path === 'operator') {
    return [
      { id: 'undo', label: 'undo', value: { at: when, do: 'undo' } },
      { id: 'pause', label: 'pause', value: { at: when, do: 'pause' } },
      { id: 'resume', label: 'resume', value: { at: when, do: 'resume' } },
      { id: 'deploy', label: 'deploy', value: { at: when, do: 'deploy', to } },
      { id: 'scale', label: 'scale', value: { at: when, do: 'scale', replicas: 12 } },
    ];
  }
  if (/\.match$/.test(path)) {
    const traffic = source['traffic'] as { cohorts?: Record<string, Json> } | undefined;
    const cohorts = Object.keys(traffic?.cohorts ?? {});
    return (cohorts.length > 0 ? cohorts : ['beta']).map((cohort) => ({ id: cohort, label: `a rule for ${cohort}`, value: { cohort } }));
  }
  if (/\.metrics$/.test(path) && /nalysis/.test(path)) return [...METRIC_TEMPLATES];
  return /\.metrics\.\d+\.also$/.test(path) ? [...SERIES_TEMPLATES] : [];
}
