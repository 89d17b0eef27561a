import { REPLICAS_MAX } from '../../world/fleet/params.ts';
import type { Source } from '../source.ts';
import { METADATA, POD_TEMPLATE } from './known-fields.ts';
import { readPod } from './pod.ts';
import type { Say } from './read.ts';
import { inSeconds, type Reader, type Report } from './reader.ts';
import { checkSelector } from './selector.ts';
import { checkMetadata } from './texts.ts';

/** The progress deadline by which Kubernetes means none. */
const FOREVER = 2_147_483_647;

/**
 * How many servers a Deployment or a Rollout asks for; null when it does not say, which the API takes for 1.
 * @param isPart whether it only lends its pods to another workload, and so may well be scaled to 0
 */
export function readReplicas(spec: Reader, report: Report, isPart = false): number | null {
  const replicas = spec.count('replicas');
  if (replicas === 0 && isPart) return null;
  if (replicas === 0) return report.fault(spec.at('replicas'), 'is 0, so there is nothing to rehearse', 'Write 1 or more.');
  if (replicas !== null && replicas > REPLICAS_MAX) {
    return report.fault(
      spec.at('replicas'),
      `is ${replicas}, and a rehearsal has ${REPLICAS_MAX} servers at most`,
      `Write ${REPLICAS_MAX} or less: proportions stay the same.`,
    );
  }
  return replicas;
}

/** What a Deployment and a Rollout say alike of the way in which they roll out. */
export function readPace(spec: Reader, strategy: string, report: Report, say: Say): { minReadySeconds: number; params: Source } {
  const minReady = spec.count('minReadySeconds') ?? 0,
    progressDeadline = spec.count('progressDeadlineSeconds') ?? 600;
  say(`strategy.${strategy}.minReady`, spec.at('minReadySeconds'));
  say(`strategy.${strategy}.progressDeadline`, spec.at('progressDeadlineSeconds'));
  const lengthsAgree = progressDeadline > minReady;
  if (!lengthsAgree) {
    const key = spec.has('progressDeadlineSeconds') ? 'progressDeadlineSeconds' : 'minReadySeconds';
    const message =
      key === 'minReadySeconds'
        ? `is ${minReady}, and progressDeadlineSeconds is ${progressDeadline} by default ("must be greater than minReadySeconds")`
        : `is ${progressDeadline}, and minReadySeconds is ${minReady} ("must be greater than minReadySeconds")`;
    report.fault(spec.at(key), message, `Set progressDeadlineSeconds to more than ${minReady}.`);
  }
  const paused = spec.boolean('paused'),
    history = spec.count('revisionHistoryLimit');
  say(`strategy.${strategy}.revisionHistoryLimit`, spec.at('revisionHistoryLimit'));
  if (paused === true)
    report.remark(
      'assumed',
      spec.at('paused'),
      'paused: the rollout waits until somebody resumes it. Add operator: [{ at: 60s, do: resume }].',
    );
  return {
    minReadySeconds: minReady,
    params: {
      ...(lengthsAgree
        ? { minReady: inSeconds(minReady), progressDeadline: progressDeadline === FOREVER ? 'none' : inSeconds(progressDeadline) }
        : {}),
      ...(history === null ? {} : { revisionHistoryLimit: history }),
      ...(paused === null ? {} : { paused }),
    },
  };
}

/** What the pod template, which must be there and fit the selector, says of the fleet. */
export function readTemplate(spec: Reader, report: Report, say: Say): Source {
  const template = spec.mapping('template', POD_TEMPLATE);
  if (template === null && !spec.has('template'))
    report.fault(spec.at('template'), 'is missing ("Required value")', 'Add the pod template.');
  checkSelector(spec, template, report);
  checkMetadata(template?.mapping('metadata', METADATA) ?? null, report);
  return readPod(template, report, say);
}
