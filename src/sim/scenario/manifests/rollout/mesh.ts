import { isMapping, show, type Json } from '../../../schema/index.ts';
import type { Manifest } from '../documents.ts';
import type { Path, Reader } from '../reader.ts';
import { DESTINATION_RULE_REF, ISTIO, VIRTUAL_SERVICE_REF } from './known-fields.ts';
import { findManifest, readersOf, type Reading } from './reading.ts';
import type { Routing } from './routing.ts';
import { oneOf, short } from '../words.ts';

/** What a route of the mesh has to lead to, once for each side: the host of a Service or the subset of a DestinationRule. */
interface Sides {
  bySubset: boolean;
  canary: string;
  stable: string;
}

const INVALID = 'Istio VirtualService has invalid HTTP routes. Error: ';
const ONE_ROUTE =
  'spec.http[] should be set in VirtualService and it must have exactly one route when omitting spec.strategy.canary.trafficRouting.istio.virtualService.routes';

/** Istio's part: the VirtualServices of the file have the routes that the Rollout names, each with both destinations; subsets exist. */
export function checkMesh(
  { reader: routing, managedRoutes }: Routing,
  services: { canary: string | null; stable: string | null },
  reading: Reading,
): void {
  const istio = routing?.mapping('istio', ISTIO) ?? null;
  if (istio === null) return;
  const { report } = reading;
  const one = istio.mapping('virtualService', VIRTUAL_SERVICE_REF),
    many = readersOf(istio, 'virtualServices', VIRTUAL_SERVICE_REF, report).filter((each) => each !== null);
  if ((one === null) === (many.length === 0))
    report.fault(
      one === null ? istio.path : istio.at('virtualServices'),
      one === null
        ? 'names no VirtualService ("either VirtualService or VirtualServices must be configured")'
        : 'is given together with virtualService ("either VirtualService or VirtualServices must be configured")',
      one === null ? 'Add virtualService: { name: … }.' : 'Keep one of the two.',
    );
  const rule = istio.mapping('destinationRule', DESTINATION_RULE_REF);
  const sides: Sides = {
    bySubset: rule !== null,
    canary: (rule === null ? services.canary : rule.text('canarySubsetName')) ?? '',
    stable: (rule === null ? services.stable : rule.text('stableSubsetName')) ?? '',
  };
  if (rule !== null) checkRule(rule, sides, reading);
  for (const ref of one === null ? many : [one]) {
    const name = ref.text('name');
    if (name === null) {
      if (!ref.has('name')) report.fault(ref.at('name'), 'is missing ("Required value")', 'Add the name of the VirtualService.');
      continue;
    }
    // A dot separates the name from a namespace.
    const manifest = findManifest(reading.all, 'VirtualService', name.split('.')[0]!);
    if (manifest !== null) checkVirtualService(manifest, ref, sides, managedRoutes ?? [], reading);
  }
}

function checkVirtualService(manifest: Manifest, ref: Reader, sides: Sides, managed: readonly string[], reading: Reading): void {
  reading.used.add(manifest);
  const report = reading.reportOf(manifest),
    spec = manifest.value['spec'],
    at: Path = [...manifest.path, 'spec'];
  const http = isMapping(spec) && Array.isArray(spec['http']) ? spec['http'] : null;
  if (http === null) {
    const isOther = isMapping(spec) && (Array.isArray(spec['tls']) || Array.isArray(spec['tcp']));
    if (isOther)
      report.remark('notModelled', at, 'Not modelled: routes of TLS and TCP; requests are divided as if this were HTTP.');
    else
      report.fault(
        at,
        'has no routes ("Unable to get any of the HTTP, TCP or TLS routes for the Istio VirtualService")',
        'Add http: with a route to both services.',
      );
    return;
  }
  const named = new Map<string, number>(
    http.flatMap((route, index) =>
      isMapping(route) && typeof route['name'] === 'string' ? [[route['name'], index] as const] : [],
    ),
  );
  const wanted = ref.list('routes') ?? [];
  for (const [index, name] of wanted.entries()) {
    if (typeof name !== 'string' || named.has(name)) continue;
    reading.report.fault(
      [...ref.at('routes'), index],
      `is ${show(name)}, and VirtualService ${manifest.name} has no HTTP route of that name ("${INVALID}HTTP Route '${name.slice(0, 60)}' is not found in the defined Virtual Service.")`,
      named.size === 0 ? `Add name: ${name.slice(0, 60)} to the route.` : oneOf(name, [...named.keys()]),
    );
  }
  // Routes that the controller makes itself do not count.
  const others = http.map((_, index) => index).filter((index) => !managed.some((name) => named.get(name) === index));
  if (wanted.length === 0 && others.length > 1)
    return void report.fault(
      [...at, 'http'],
      `has ${others.length} routes, and the Rollout does not say which ("${INVALID}${ONE_ROUTE}")`,
      `Add routes: [${short([...named.keys()][0] ?? 'primary')}] to virtualService in the Rollout.`,
    );
  const indexes =
    wanted.length === 0
      ? others.slice(0, 1)
      : wanted.flatMap((name) => (typeof name === 'string' ? (named.get(name) ?? []) : []));
  for (const index of indexes) checkRoute(http[index]!, [...at, 'http', index], sides, reading.reportOf(manifest));
}

/** A route has to lead to both sides, or there is nothing to divide. */
function checkRoute(route: Json, path: Path, { bySubset, canary, stable }: Sides, report: ReturnType<Reading['reportOf']>): void {
  const list = isMapping(route) && Array.isArray(route['route']) ? route['route'] : [];
  const found = list.map((entry) => (isMapping(entry) && isMapping(entry['destination']) ? entry['destination'] : {}));
  for (const [side, name] of [
    ['Canary', canary],
    ['Stable', stable],
  ] as const) {
    if (name === '') continue;
    const leads = found.some(({ host, subset }) =>
      bySubset ? subset === name : typeof host === 'string' && host.split('.')[0] === name,
    );
    const reason = bySubset
      ? `${side} DestinationRule subset '${short(name)}' not found in route`
      : `${side} Service '${short(name)}' not found in route`;
    if (!leads)
      report.fault(
        [...path, 'route'],
        `does not lead to ${name.slice(0, 60)} ("${INVALID}${reason}")`,
        `Add - destination: { ${bySubset ? 'host: …, subset' : 'host'}: ${name.slice(0, 60)} } with a weight.`,
      );
  }
}

/** Both subsets have to be there for the controller to write hashes into. */
function checkRule(rule: Reader, { canary, stable }: Sides, { all, report, reportOf, used }: Reading): void {
  const name = rule.text('name') ?? '';
  for (const key of ['name', 'canarySubsetName', 'stableSubsetName'])
    if (!rule.has(key)) report.fault(rule.at(key), 'is missing ("Required value")', `Add ${key}.`);
  const manifest = findManifest(all, 'DestinationRule', name);
  if (manifest === null) return;
  used.add(manifest);
  const spec = manifest.value['spec'],
    subsets = isMapping(spec) && Array.isArray(spec['subsets']) ? spec['subsets'] : [];
  const names = subsets.flatMap((subset) => (isMapping(subset) && typeof subset['name'] === 'string' ? [subset['name']] : []));
  for (const subset of [canary, stable])
    if (subset !== '' && !names.includes(subset))
      reportOf(manifest).fault(
        [...manifest.path, 'spec', 'subsets'],
        `have none named ${show(subset)}, which the Rollout divides by`,
        names.length === 0 ? `Add a subset named ${subset.slice(0, 60)}.` : oneOf(subset, names),
      );
}
