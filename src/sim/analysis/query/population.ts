import type { Matcher } from './promql.ts';

/** Whose requests a query counts: the new version's, the old one's, or everybody's. */
export type Population = 'canary' | 'stable' | 'all';

/** Where the service names of a manifest lead, so that a query by service is understood. */
export interface Names {
  /** Values of arguments, without the braces: `service-name` → `checkout-canary`, or `podTemplateHashValue: Latest`. */
  args?: Readonly<Record<string, string>>;
  canary?: readonly string[];
  stable?: readonly string[];
}

/** Labels that tell versions apart, in the usual set-ups. */
const VERSION_LABELS = new Set(
  (
    'destination_workload destination_version destination_service_name destination_service destination_app destination_canonical_revision ' +
    'rollouts_pod_template_hash rollouts-pod-template-hash pod_template_hash version canary deployment dst_deployment dst_service service ' +
    'exported_service envoy_cluster_name route backend backend_name upstream app job ingress kubernetes_name subset workload track role revision pod kubernetes_pod_name'
  ).split(' '),
);
const SAYS_CANARY = /canary|preview|latest|green|(^|[-_.])(new|next)($|[-_.])/i,
  SAYS_STABLE = /stable|primary|active|baseline|blue|(^|[-_.])(old|current)($|[-_.])/i;

/** Which version the label matchers select. The first that says so decides; `!=` turns it round. */
export function populationOf(matchers: readonly Matcher[], names: Names = {}): Population {
  for (const matcher of matchers) {
    if (!VERSION_LABELS.has(matcher.label)) continue;
    const named = nameOf(matcher, names);
    if (named === null) continue;
    const isNot = matcher.operator === '!=' || matcher.operator === '!~';
    return isNot ? (named === 'canary' ? 'stable' : 'canary') : named;
  }
  return 'all';
}

function nameOf(
  { label, operator, value: written }: Matcher,
  { args = {}, canary = [], stable = [] }: Names,
): 'canary' | 'stable' | null {
  const value = written.replaceAll(/\{\{\s*(?:args\.)?([\w.-]+)\s*\}\}/g, (whole, name: string) => args[name] ?? whole);
  // The ingress controller counts a canary ingress apart: an empty name is the main one.
  if (label === 'canary')
    return value === '' ? (operator === '=' || operator === '!=' ? 'stable' : null) : value === 'false' ? 'stable' : 'canary';
  const plain = value.replaceAll('\\', '');
  const isNamed = (list: readonly string[]) => list.some((name) => plain === name || plain.startsWith(`${name}.`));
  if (isNamed(canary)) return 'canary';
  if (isNamed(stable)) return 'stable';
  // Flagger's own words: the target is the canary, and its copy is the primary.
  if (/^\{\{\s*(target|canary)\s*\}\}/.test(plain) && !/primary/.test(plain)) return 'canary';
  if (SAYS_STABLE.test(plain)) return 'stable';
  return SAYS_CANARY.test(plain) ? 'canary' : null;
}
