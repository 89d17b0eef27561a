import { isMapping, type Json } from '../../../schema/index.ts';
import type { Manifest } from '../documents.ts';
import type { Path, Reader } from '../reader.ts';
import { ALB, NGINX } from './known-fields.ts';
import { findManifest, type Reading } from './reading.ts';
import type { Routing } from './routing.ts';

/** The annotation by which the ingress controller of nginx knows a canary. */
const NGINX_CANARY = 'nginx.ingress.kubernetes.io/canary';

/** The Ingresses that nginx or ALB divide requests by: those of the file have to lead to the stable service (ALB: to its root service). */
export function checkIngresses({ reader: routing }: Routing, stableService: string | null, reading: Reading): void {
  if (routing === null) return;
  const nginx = routing.mapping('nginx', NGINX),
    alb = routing.mapping('alb', ALB);
  if (nginx !== null) checkNamed(nginx, 'stableIngress', 'stableIngresses', stableService, reading);
  if (alb !== null) {
    checkNamed(alb, 'ingress', 'ingresses', alb.text('rootService') || stableService, reading);
    if (alb.count('servicePort') === null && !alb.has('servicePort'))
      reading.report.fault(alb.at('servicePort'), 'is missing ("Required value")', 'Add the port of the Service.');
  }
  const own = reading.all.filter(({ kind, value }) => kind === 'Ingress' && isCanaryIngress(value));
  for (const ingress of own) {
    if (nginx === null || reading.used.has(ingress)) continue;
    reading.used.add(ingress);
    const message = `Ingress ${ingress.name} has canary annotations of its own; Argo Rollouts writes its own canary Ingress, and this one is left out.`;
    reading.reportOf(ingress).remark('notModelled', ingress.path, message);
  }
}

/** One Ingress or several, but not both. */
function checkNamed(owner: Reader, one: string, many: string, service: string | null, reading: Reading): void {
  const { report } = reading,
    single = owner.text(one) || null,
    list = owner.list(many) ?? [];
  const [One, Many] = [one, many].map((key) => key.slice(0, 1).toUpperCase() + key.slice(1));
  if (single !== null && list.length > 0)
    report.fault(
      owner.at(many),
      `is given together with ${one} ("Either ${One} or ${Many} must be configured. Both are configured.")`,
      'Keep one of the two.',
      true,
    );
  else if (single === null && list.length === 0)
    report.fault(
      owner.at(one),
      `is missing ("Either ${One} or ${Many} must be configured. Neither are configured.")`,
      `Add ${one} with the name of an Ingress.`,
    );
  if (single !== null) checkIngress(single, owner.at(one), service, reading);
  for (const [index, name] of list.entries())
    if (typeof name === 'string') checkIngress(name, [...owner.at(many), index], service, reading);
}

function checkIngress(name: string, place: Path, service: string | null, { all, report, used }: Reading): void {
  const ingress = findManifest(all, 'Ingress', name);
  if (ingress === null) return;
  used.add(ingress);
  if (service !== null && !leadsTo(ingress, service))
    report.fault(
      place,
      `names Ingress "${name.slice(0, 60)}", and none of its rules leads to ${service.slice(0, 60)} ("ingress \`${name.slice(0, 60)}\` has no rules using service ${service.slice(0, 60)} backend")`,
      `Add a rule with the backend service ${service.slice(0, 60)}.`,
    );
}

/** Whether a rule, or the default backend, names the service. */
function leadsTo({ value }: Manifest, service: string): boolean {
  const spec = isMapping(value['spec']) ? value['spec'] : {},
    rules = Array.isArray(spec['rules']) ? spec['rules'] : [];
  const paths = rules.flatMap((rule) =>
    isMapping(rule) && isMapping(rule['http']) && Array.isArray(rule['http']['paths']) ? rule['http']['paths'] : [],
  );
  return [spec['defaultBackend'], ...paths.map((path) => (isMapping(path) ? path['backend'] : undefined))].some(
    (backend) =>
      isMapping(backend) &&
      (backend['serviceName'] === service || (isMapping(backend['service']) && backend['service']['name'] === service)),
  );
}

function isCanaryIngress(value: Record<string, Json>): boolean {
  const metadata = value['metadata'],
    annotations = isMapping(metadata) && isMapping(metadata['annotations']) ? metadata['annotations'] : {};
  return annotations[NGINX_CANARY] === 'true';
}
