import type { Reader, Report } from '../reader.ts';
import { readWord } from './leaves.ts';

/** What splits the traffic, and what it can do besides weights. */
export interface Provider {
  name: string;
  /** Weights at all; plain Kubernetes services have none. */
  splits: boolean;
  /** Rules by header or cookie: A/B testing. */
  matches: boolean;
  mirrors: boolean;
  /** A cookie that keeps users on the canary. */
  sticks: boolean;
}

const PLAIN = { splits: true, matches: false, mirrors: false, sticks: false },
  MATCHING = { ...PLAIN, matches: true },
  ALL = { splits: true, matches: true, mirrors: true, sticks: true };

/** The providers of the CRD, with the features that Flagger's documentation lists for each. */
const PROVIDERS: Readonly<Record<string, Omit<Provider, 'name'>>> = {
  istio: ALL,
  'gatewayapi:v1': ALL,
  'gatewayapi:v1beta1': ALL,
  appmesh: MATCHING,
  'appmesh:v1beta2': MATCHING,
  contour: MATCHING,
  gloo: MATCHING,
  nginx: MATCHING,
  apisix: PLAIN,
  knative: PLAIN,
  kuma: PLAIN,
  linkerd: PLAIN,
  osm: PLAIN,
  skipper: PLAIN,
  'smi:v1alpha1': PLAIN,
  'smi:v1alpha2': PLAIN,
  'smi:v1alpha3': PLAIN,
  traefik: PLAIN,
  kubernetes: { ...PLAIN, splits: false },
};

/** The provider of a Canary. What it does not say, a flag of Flagger decides, and that is istio unless somebody set it. */
export function readProvider(spec: Reader, report: Report): Provider {
  const name = readWord(spec, 'provider', Object.keys(PROVIDERS), report);
  if (!spec.has('provider'))
    report.remark(
      'assumed',
      spec.path.slice(),
      'Provider: the Canary does not say; istio assumed, as Flagger does without a flag of its own.',
    );
  return { name: name ?? 'istio', ...(PROVIDERS[name ?? 'istio'] ?? ALL) };
}
