import type { Json } from '../../schema/index.ts';
import { EXEC, HTTP_GET, LIFECYCLE, LIFECYCLE_HANDLER, SLEEP, TCP_SOCKET } from './known-fields.ts';
import { checkHandler } from './probe.ts';
import type { Reader, Report } from './reader.ts';

/** How long the preStop hook holds back TERM, in seconds; 0 when there is none. */
export function readPreStop(container: Reader, graceSeconds: number, report: Report): number {
  const hook = container.mapping('lifecycle', LIFECYCLE)?.mapping('preStop', LIFECYCLE_HANDLER) ?? null;
  if (hook === null) return 0;
  const handler = checkHandler(hook, { sleep: SLEEP, exec: EXEC, httpGet: HTTP_GET, tcpSocket: TCP_SOCKET }, report);
  if (handler === null) return 0;
  const { kind, reader } = handler;
  if (kind === 'sleep') {
    const seconds = reader.count('seconds') ?? 0;
    if (seconds > graceSeconds) {
      const message = `is ${seconds} ("must be greater than 0 and less than terminationGracePeriodSeconds (${graceSeconds})")`;
      report.fault(reader.at('seconds'), message, 'Sleep less, or raise terminationGracePeriodSeconds.');
      return 0;
    }
    return seconds;
  }
  const seconds = kind === 'exec' ? sleepOf(reader.list('command') ?? []) : null;
  if (seconds === null) {
    const what = kind === 'exec' ? 'the command is not a sleep' : `${kind} takes as long as the server likes`;
    report.remark('assumed', hook.path.slice(), `preStop: ${what}; assumed to take no time. Set fleet.preStop.`);
    return 0;
  }
  return Math.min(seconds, SLEEP_MAX);
}

/** Longer than any grace period, so more would make no difference. */
const SLEEP_MAX = 86_400;

const UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds of `sleep 5`, `/bin/sleep 5`, `sleep infinity`, `sh -c "sleep 5"` or `sh -c "sleep 5 && nginx -s quit"`; null for any other command. */
export function sleepOf(command: readonly Json[]): number | null {
  const words = command.map(String),
    name = words[0]?.split('/').at(-1);
  const line =
    name === 'sleep'
      ? `sleep ${words[1] ?? ''}`
      : ['sh', 'bash', 'ash', 'dash'].includes(name ?? '') && /^-\w*c$/.test(words[1] ?? '')
        ? (words[2] ?? '')
        : '';
  const match = /(?:^|[;&|]\s*|\/|\n\s*)sleep\s+(?:(\d{1,9}(?:\.\d{1,3})?)([smhd]?)|inf(?:inity)?)(?=$|[\s;&|)])/.exec(
    line.trim(),
  );
  if (match === null) return null;
  return match[1] === undefined ? Infinity : Number(match[1]) * UNITS[match[2]!]!;
}
