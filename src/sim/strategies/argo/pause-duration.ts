import { HOUR, MILLISECOND, MINUTE, SECOND, type Micros } from '../../kernel/index.ts';

const UNITS: Record<string, Micros> = { h: HOUR, m: MINUTE, s: SECOND, ms: MILLISECOND, us: 1, µs: 1, ns: 0.001 };
const INT32_MAX = 2_147_483_647;

/**
 * A pause's duration as a Rollout's manifest may have it: whole seconds, whole seconds as text, or `1h30m`. Argo counts whole
 * seconds and drops the rest.
 * @returns null when it cannot be read, for which Argo rejects the manifest
 */
export function parsePauseDuration(duration: number | string): Micros | null {
  if (typeof duration === 'number')
    return Number.isInteger(duration) && Math.abs(duration) <= INT32_MAX ? duration * SECOND : null;
  if (/^[+-]?\d+$/.test(duration)) return Math.abs(Number(duration)) <= INT32_MAX ? Number(duration) * SECOND : null;
  const sign = duration.startsWith('-') ? -1 : 1,
    body = duration.replace(/^[+-]/, '');
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:h|ms|m|s|us|µs|ns))+$/.test(body)) return null;
  let total = 0;
  for (const [, amount, unit] of body.matchAll(/(\d+\.?\d*|\.\d+)(h|ms|m|s|us|µs|ns)/g)) total += Number(amount) * UNITS[unit!]!;
  const whole = Math.floor(total / SECOND);
  return whole > INT32_MAX ? null : whole === 0 ? 0 : sign * whole * SECOND;
}
