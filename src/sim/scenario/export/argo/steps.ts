import { toSeconds, SECOND } from '../../../kernel/index.ts';
import { formatPercent, type Json } from '../../../schema/index.ts';
import type { Params } from '../../../strategies/canary/params.ts';
import { COHORT_HEADER } from '../../manifests/cohort-header.ts';
import type { Doubts } from '../doubts.ts';
import type { KubernetesObject } from '../exporter.ts';
import { goDuration } from '../go-duration.ts';
import { usedAs, writeAnalysis } from './analysis.ts';
import { writeExperiment } from './experiment.ts';
import { ROLLOUT_HASHES } from './hashes.ts';

type Step = Params['steps'][number];
type Of<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>['params'];

/** The steps of a canary, and the templates of those that measure. @param cohorts the groups of users that there are */
export function writeSteps(
  steps: readonly Step[],
  name: string,
  cohorts: readonly string[],
  doubts: Doubts,
): { steps: Json[]; templates: KubernetesObject[] } {
  const templates: KubernetesObject[] = [];
  const written = steps.map((step, index): Json => {
    const templateName = `${name}-step-${index + 1}`;
    switch (step.kind) {
      case 'setWeight':
        return { setWeight: step.params };
      case 'pause':
        return { pause: writePause(step.params, doubts) };
      case 'setCanaryScale':
        return { setCanaryScale: writeScale(step.params) };
      case 'setHeaderRoute':
        return { setHeaderRoute: writeHeaderRoute(step.params, cohorts, doubts) };
      case 'setMirrorRoute':
        return { setMirrorRoute: writeMirrorRoute(step.params, doubts) };
      case 'analysis': {
        const written = writeAnalysis(step.params, templateName, name, ROLLOUT_HASHES, doubts);
        templates.push(written.template);
        return { analysis: usedAs(templateName, written) };
      }
      case 'experiment': {
        const written = writeExperiment(step.params, templateName, name, doubts);
        templates.push(...written.templates);
        return { experiment: written.experiment };
      }
    }
  });
  return { steps: written, templates };
}

/** Argo counts whole seconds, and drops the rest. */
function writePause(length: Of<'pause'>, doubts: Doubts): Json {
  if (length === null) return {};
  if (length % SECOND !== 0) doubts.cannot(`A pause counts whole seconds, and here one takes ${toSeconds(length)}s.`);
  return { duration: goDuration(length) };
}

const writeScale = ({ replicas, weight, matchTrafficWeight }: Of<'setCanaryScale'>): Json => ({
  ...(replicas === null ? {} : { replicas }),
  ...(weight === null ? {} : { weight }),
  ...(matchTrafficWeight ? { matchTrafficWeight } : {}),
});

/** Without a match, the route of that name goes. */
function writeHeaderRoute({ name, cohort }: Of<'setHeaderRoute'>, cohorts: readonly string[], doubts: Doubts): Json {
  checkRouteName(name, doubts);
  if (cohort === null) return { name };
  if (!cohorts.includes(cohort))
    doubts.cannot(`A header route names the cohort ${cohort}, and traffic.cohorts has none of that name.`);
  return { name, match: [{ headerName: COHORT_HEADER, headerValue: { exact: cohort } }] };
}

/** Every path matches; without a match, the route of that name goes. */
function writeMirrorRoute({ name, percentage }: Of<'setMirrorRoute'>, doubts: Doubts): Json {
  checkRouteName(name, doubts);
  const whole = Math.round(percentage * 100);
  if (whole / 100 !== percentage)
    doubts.cannot(`A mirror route copies a whole percentage, and here it would be ${formatPercent(percentage)}.`);
  return whole === 0 ? { name } : { name, match: [{ path: { prefix: '/' } }], ...(whole === 100 ? {} : { percentage: whole }) };
}

function checkRouteName(name: string, doubts: Doubts): void {
  if (name === '' || name.length > 60) doubts.cannot('The name of a managed route has 1 to 60 characters.');
}
