import { METRICS, type Plan, type Row } from '../sim/index.ts';
import { inOrder } from './results.ts';

/** SHA-256 of bytes, as `sha256sum` prints it. */
export async function sha256Of(bytes: Uint8Array): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const sha256OfText = (text: string): Promise<string> => sha256Of(new TextEncoder().encode(text));

/**
 * What rows say, whatever file they lie in and wherever they were played: SHA-256 of one line a run, in the order of the plan, under a
 * line with the ids of the metrics. Two experiments with the same digest gave the same numbers to the last bit.
 */
export function digestOf(plan: Plan, rows: readonly Row[]): Promise<string> {
  const lines = inOrder(plan, rows).map(
    ({ arm, replication, seed, outcome, undoneBy, values }) =>
      `${JSON.stringify([plan.arms[arm]!.id, replication, seed, outcome, undoneBy])} ${values.map(exactly).join(' ')}`,
  );
  return sha256OfText([METRICS.map(({ id }) => id).join(' '), ...lines, ''].join('\n'));
}

/** Every number has one text and no two share one; the sign of zero counts. */
const exactly = (value: number | null): string => (Object.is(value, -0) ? '-0' : String(value));

/** What is measured: two versions that share this tell the same things, in the same units. */
export const metricsDigest = (): Promise<string> => sha256OfText(JSON.stringify(METRICS.map(({ id, unit }) => [id, unit])));
