import { isMapping, parseDuration, formatDuration, type Json } from '../../schema/index.ts';
import { HOUR, MINUTE, toSeconds, seconds } from '../../kernel/index.ts';
import type { StrategyRead } from './rolling-update.ts';

/** Seconds that a new server takes from creation to listening, with our defaults and bad luck. */
const START_SECONDS = 25;

/** A length of run that is long enough to see such a rollout to its end: ten minutes, or more when it has many batches. */
export function horizonFor(replicas: number, strategy: StrategyRead, minReadySeconds: number, pod: Record<string, Json>): string {
  const probe = isMapping(pod['readiness']) ? pod['readiness'] : {};
  const secondsOf = (value: Json | undefined): number =>
    toSeconds((typeof value === 'string' ? parseDuration(value) : null) ?? 0);
  const ready =
    secondsOf(probe['initialDelay']) + secondsOf(probe['period']) * (typeof probe['success'] === 'number' ? probe['success'] : 1);
  const batch = START_SECONDS + ready + minReadySeconds,
    drain = secondsOf(pod['grace']);
  const batches =
    strategy.kind === 'recreate'
      ? 1
      : Math.ceil(
          replicas /
            Math.max(1, share(strategy.maxSurge, replicas, Math.ceil) + share(strategy.maxUnavailable, replicas, Math.floor)),
        );
  const needed = seconds(60 + (batch * batches + drain) * 1.3);
  return formatDuration(Math.min(12 * HOUR, Math.max(10 * MINUTE, Math.ceil(needed / MINUTE) * MINUTE)));
}

/** Kubernetes rounds the surge up and the unavailable down. */
function share(bound: Json, replicas: number, round: (value: number) => number): number {
  return typeof bound === 'number' ? bound : round((Number(String(bound).slice(0, -1)) * replicas) / 100);
}
