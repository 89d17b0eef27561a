import type { Params as BlueGreenParams } from '../../strategies/blue-green/params.ts';
import type { Params as CanaryParams } from '../../strategies/canary/params.ts';
import type { Params as FlaggerParams } from '../../strategies/flagger/params.ts';
import { blueGreenAsRollout } from './argo/blue-green.ts';
import { canaryAsRollout } from './argo/canary.ts';
import { plainBlueGreen, plainCanary } from './argo/plain.ts';
import { recreateAsDeployment, rollingAsDeployment } from './deployment.ts';
import type { Exporter, System } from './exporter.ts';
import { flaggerAsCanary, plainParams } from './flagger/canary.ts';
import * as why from './reasons.ts';

/** Who writes a strategy for each system, or the sentence why nobody can. */
export type Entry = Readonly<Record<System, Exporter | string>> & {
  /** The same parameters in their plainest form, for things that can be said in two ways; left out = as they are. */
  plain?: (params: unknown) => unknown;
};

/** Of every strategy by its id. One without an entry fails a test. */
export const EXPORTERS: Readonly<Record<string, Entry>> = {
  'by-hand': why.BY_HAND,
  recreate: { ...why.RECREATE, kubernetes: recreateAsDeployment },
  rolling: { ...why.ROLLING, kubernetes: rollingAsDeployment },
  'blue-green': {
    ...why.BLUE_GREEN,
    argo: blueGreenAsRollout,
    plain: (params) => plainBlueGreen(params as BlueGreenParams),
  },
  canary: { ...why.CANARY, argo: canaryAsRollout, plain: (params) => plainCanary(params as CanaryParams) },
  flagger: { ...why.FLAGGER, flagger: flaggerAsCanary, plain: (params) => plainParams(params as FlaggerParams) },
  baseline: why.BASELINE,
  shadow: why.SHADOW,
  'ab-test': why.AB_TEST,
};
