import type { Json } from '../../schema/index.ts';
import { EXEC, GRPC, HTTP_GET, PROBE, TCP_SOCKET, type KnownFields } from './known-fields.ts';
import { inSeconds, type Reader, type Report } from './reader.ts';

const HANDLERS: Readonly<Record<string, KnownFields>> = { exec: EXEC, httpGet: HTTP_GET, tcpSocket: TCP_SOCKET, grpc: GRPC };

/** A probe's timings in the scenario's words, with the API server's defaults filled in; null when there is none. */
export function readProbe(
  container: Reader,
  key: 'readinessProbe' | 'livenessProbe' | 'startupProbe',
  report: Report,
): Record<string, Json> | null {
  const probe = container.mapping(key, PROBE);
  if (probe === null) return null;
  checkHandler(probe, HANDLERS, report);
  const success = probe.count('successThreshold') ?? 1;
  if (key !== 'readinessProbe' && success > 1) {
    report.fault(
      probe.at('successThreshold'),
      `is ${success} ("must be 1" for liveness and startup probes)`,
      'Write 1, or remove it.',
    );
  }
  // The API server takes 0 as unset here, and fills in its default.
  const number = (name: string, unset: number): number => probe.count(name) || unset;
  const timing = (name: string, unset: number): string => inSeconds(number(name, unset));
  return {
    initialDelay: timing('initialDelaySeconds', 0),
    period: timing('periodSeconds', 10),
    timeout: timing('timeoutSeconds', 1),
    success: key === 'readinessProbe' ? Math.max(1, success) : 1,
    failure: number('failureThreshold', 3),
  };
}

/** Exactly one way of checking or acting must be given, with the fields that it needs. Returns its reader. */
export function checkHandler(
  owner: Reader,
  handlers: Readonly<Record<string, KnownFields>>,
  report: Report,
): { kind: string; reader: Reader } | null {
  const kinds = Object.keys(handlers),
    given = kinds.filter((kind) => owner.has(kind));
  if (given.length === 0)
    return report.fault(
      [...owner.path],
      'does not say how ("must specify a handler type")',
      `Add ${kinds.join(', ')}: one of them.`,
    );
  if (given.length > 1)
    return report.fault(owner.at(given[1]!), 'is one handler too many ("may not specify more than 1 handler type")', 'Keep one.');
  const kind = given[0]!,
    reader = owner.mapping(kind, handlers[kind]!);
  if (reader === null) return null;
  if (kind === 'exec') {
    const command = reader.list('command');
    if (command === null || command.length === 0)
      return report.fault(reader.at('command'), 'is missing ("Required value")', 'Add the command as a list.');
  } else if (kind !== 'sleep') {
    const port = reader.raw('port');
    if (port === undefined)
      return report.fault(reader.at('port'), 'is missing ("Required value")', 'Add the port: a number, or the name of a port.');
    const range = typeof port === 'number' && Number.isInteger(port) && port >= 1 && port <= 65_535;
    if (!range && !(typeof port === 'string' && kind !== 'grpc'))
      return report.fault(reader.at('port'), 'is no port ("must be between 1 and 65535, inclusive")', 'Write a port number.');
  }
  return { kind, reader };
}
