import { analysisField } from '../../analysis/params.ts';
import { duration, flag, integer, object, orNone, type Infer } from '../../schema/index.ts';
import { deploymentFields } from '../kubernetes/params.ts';
import type { Settings } from './state.ts';

/** Knobs of blue-green, named after a Rollout's manifest. */
export const schema = object(
  {
    autoPromotion: flag({
      default: true,
      label: 'Automatic promotion (autoPromotionEnabled)',
      help: 'Whether users are switched to the new environment without a person saying so.',
    }),
    autoPromotionDelay: duration({
      default: '0s',
      max: '1d',
      label: 'Delay before promotion (autoPromotionSeconds)',
      help: 'How long the new environment is only looked at before users are switched; without effect when promotion is manual.',
    }),
    previewReplicas: orNone(
      integer({
        min: 1,
        max: 1_000,
        label: 'Preview size (previewReplicaCount)',
        help: 'How many servers the new environment has until it is promoted; none = as many as the old one.',
      }),
    ),
    prePromotionAnalysis: orNone(
      analysisField({ label: 'Analysis before the switch (prePromotionAnalysis)', help: 'What is measured before users are switched.' }),
    ),
    postPromotionAnalysis: orNone(
      analysisField({ label: 'Analysis after the switch (postPromotionAnalysis)', help: 'What is measured once users are switched; when it fails, they are sent back.' }),
    ),
    scaleDownDelay: orNone(
      duration({
        max: '1d',
        label: 'Standby time (scaleDownDelaySeconds)',
        help: 'How long the old environment stands by after the switch; none = 30 seconds, and not before the analysis after the switch is over.',
      }),
    ),
    scaleDownDelayRevisionLimit: orNone(
      integer({
        max: 100,
        label: 'Environments on standby (scaleDownDelayRevisionLimit)',
        help: 'How many old environments may stand by at once; none = any number.',
      }),
    ),
    abortScaleDownDelay: orNone(
      duration({
        default: '30s',
        min: '1s',
        max: '1d',
        label: 'Keep after abort (abortScaleDownDelaySeconds)',
        help: 'How long the new environment is kept after an abort, to be looked into; none = for ever.',
      }),
    ),
    dnsTtl: orNone(
      duration({
        min: '1s',
        max: '1d',
        label: 'Switch by DNS, with this TTL',
        help: 'The switch is a change of a DNS name, and each client follows when its answer runs out; none = routers switch together.',
      }),
    ),
    progressDeadlineAbort: flag({
      default: false,
      label: 'Abort at the deadline (progressDeadlineAbort)',
      help: 'Whether the rollout is aborted when the progress deadline passes, and not merely called degraded.',
    }),
    ...deploymentFields,
  },
  { default: {}, label: 'Blue-green', help: 'A full second environment, and one switch of all users.' },
);

export type Params = Infer<typeof schema>;

export const settingsOf = (params: Params): Settings => ({
  autoPromotion: params.autoPromotion,
  autoPromotionDelay: params.autoPromotionDelay,
  previewReplicas: params.previewReplicas,
  scaleDownDelay: params.scaleDownDelay,
  scaleDownDelayRevisionLimit: params.scaleDownDelayRevisionLimit,
  abortScaleDownDelay: params.abortScaleDownDelay,
  hasPreAnalysis: params.prePromotionAnalysis !== null,
  hasPostAnalysis: params.postPromotionAnalysis !== null,
});
