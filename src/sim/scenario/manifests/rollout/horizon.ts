import { HOUR, MINUTE, seconds, toSeconds } from '../../../kernel/index.ts';
import { formatDuration, isMapping, parseDuration, type Json } from '../../../schema/index.ts';
import type { Source } from '../../source.ts';
import { isZero } from './bounds.ts';

/** When the rollout begins, if nobody says otherwise. */
const START = 30;
/** How long a new server takes from creation to listening, with our defaults and bad luck. */
const BOOT = 25;
/** What is left for a pause that a person has to end. */
const BY_HAND = 120;

const secondsIn = (value: Json | undefined): number => (typeof value === 'string' ? toSeconds(parseDuration(value) ?? 0) : 0);
const mappingIn = (value: Json | undefined): Source => (isMapping(value) ? value : {});

/**
 * A length of run in which the whole rollout can be seen: every step, pause and analysis, the promotion, and the old servers' end.
 * @param fleet what the pods say
 */
export function horizonOfRollout(kind: 'canary' | 'blue-green', params: Source, fleet: Source, replicas: number): string {
  const batch = batchSeconds(params, fleet);
  const rollout = kind === 'canary' ? canarySeconds(params, batch, replicas) : blueGreenSeconds(params, batch);
  const delay = params['scaleDownDelay'] === undefined ? 30 : secondsIn(params['scaleDownDelay']);
  const needed = seconds(START + rollout * 1.15 + delay + secondsIn(fleet['grace']) + 60);
  return formatDuration(Math.min(12 * HOUR, Math.max(10 * MINUTE, Math.ceil(needed / MINUTE) * MINUTE)));
}

/**
 * When a person could promote: about a minute after the rollout comes to where it waits for one, written as a whole minute.
 * @param step the canary's step that waits; null = the switch of blue/green
 */
export function promoteAt(params: Source, fleet: Source, step: number | null): string {
  const batch = batchSeconds(params, fleet);
  const before =
    step === null
      ? batch + analysisSeconds(params['prePromotionAnalysis'])
      : stepsOf(params)
          .slice(0, step)
          .reduce((sum, each) => sum + stepSeconds(each, batch), 0);
  return formatDuration(Math.ceil(seconds(START + before) / MINUTE + 1) * MINUTE);
}

const stepsOf = ({ steps }: Source): Source[] => (Array.isArray(steps) ? steps.filter(isMapping) : []);

/** How long servers that are started together take until they count as available. */
function batchSeconds(params: Source, fleet: Source): number {
  const probe = mappingIn(fleet['readiness']);
  const successes = typeof probe['success'] === 'number' ? probe['success'] : 1;
  return BOOT + secondsIn(probe['initialDelay']) + secondsIn(probe['period']) * successes + secondsIn(params['minReady']);
}

function canarySeconds(params: Source, batch: number, replicas: number): number {
  // Without a router, servers are replaced as far as the bounds allow; with one, all that a weight needs come at once.
  const room = params['trafficRouting'] !== undefined ? replicas : roomOf(params, replicas);
  const batches = Math.ceil(replicas / Math.max(1, room)) + 1;
  return batches * batch + stepsOf(params).reduce((sum, step) => sum + stepSeconds(step, batch), 0);
}

const roomOf = ({ maxSurge = '25%', maxUnavailable = '25%' }: Source, replicas: number): number =>
  [maxSurge, maxUnavailable].reduce<number>((sum, bound) => {
    if (isZero(bound)) return sum;
    return (
      sum + (typeof bound === 'number' ? bound : Math.max(1, Math.floor((Number.parseInt(String(bound), 10) * replicas) / 100)))
    );
  }, 0);

function stepSeconds(step: Source, batch: number): number {
  if ('setWeight' in step || 'setCanaryScale' in step) return batch;
  if ('pause' in step) return isMapping(step['pause']) ? BY_HAND : secondsIn(step['pause']);
  if ('analysis' in step) return analysisSeconds(step['analysis']);
  if ('experiment' in step) return batch + experimentSeconds(mappingIn(step['experiment']));
  return 0;
}

/** As long as it says, or until its required analyses are over. */
function experimentSeconds({ duration, analyses }: Source): number {
  const required = (Array.isArray(analyses) ? analyses : [])
    .filter(isMapping)
    .filter(({ requiredForCompletion }) => requiredForCompletion === true);
  const least = duration === undefined && required.length === 0 ? BY_HAND : secondsIn(duration);
  return Math.max(least, ...required.map(analysisSeconds));
}

/** The metric that takes longest decides. */
function analysisSeconds(analysis: Json | undefined): number {
  const metrics = mappingIn(analysis)['metrics'];
  const lengths = (Array.isArray(metrics) ? metrics : []).filter(isMapping).map(({ initialDelay, interval, count }) => {
    const times = typeof count === 'number' ? count : 1;
    return secondsIn(initialDelay) + secondsIn(interval) * Math.max(0, times - 1);
  });
  return Math.max(0, ...lengths);
}

const blueGreenSeconds = (params: Source, batch: number): number =>
  // A reduced preview grows to full size in a batch of its own.
  batch * (params['previewReplicas'] === undefined ? 1 : 2) +
  (params['autoPromotion'] === false ? BY_HAND : secondsIn(params['autoPromotionSeconds'])) +
  analysisSeconds(params['prePromotionAnalysis']) +
  analysisSeconds(params['postPromotionAnalysis']);
