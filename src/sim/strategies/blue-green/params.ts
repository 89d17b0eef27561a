import { duration, flag, integer, object, orNone, percent, type Infer } from '../../schema/index.ts';
import { awaitedFields } from '../argo/analysis-params.ts';
import { rolloutFields } from '../argo/params.ts';

const analysis = (label: string, help: string) =>
  orNone(
    object(awaitedFields, { label, help }),
  );

/** Knobs of blue-green, named after a Rollout's manifest. */
export const schema = object(
  {
    autoPromotion: flag({
      default: true,
      label: 'Automatic promotion (autoPromotionEnabled)',
      help: 'Users are switched to the new environment without a person saying so.',
    }),
    autoPromotionSeconds: duration({
      default: '0s',
      max: '1d',
      label: 'Delay before promotion (autoPromotionSeconds)',
      help: 'How long the new environment is only looked at before users are switched; without effect when promotion is manual.',
    }),
    previewReplicas: orNone(
      integer({
        min: 1,
        max: 10_000,
        label: 'Preview size (previewReplicaCount)',
        help: 'How many servers the new environment has until it is promoted; none = as many as the old one.',
      }),
    ),
    previewTraffic: orNone(
      percent({
        min: 1,
        max: 100,
        label: 'Traffic on the preview',
        help: 'Copies of this share of all requests also go to the preview, and nobody waits for their answers; none = it gets no traffic.',
      }),
    ),
    prePromotionAnalysis: analysis(
      'Analysis before the switch (prePromotionAnalysis)',
      'Measures the new environment before any user is sent there; a failure aborts the rollout.',
    ),
    postPromotionAnalysis: analysis(
      'Analysis after the switch (postPromotionAnalysis)',
      'Measures once users are switched; a failure sends them back.',
    ),
    scaleDownDelayRevisionLimit: orNone(
      integer({
        max: 100,
        label: 'Environments on standby (scaleDownDelayRevisionLimit)',
        help: 'How many old environments may stand by at once; none = any number.',
      }),
    ),
    dnsTtl: orNone(
      duration({
        min: '1s',
        max: '1d',
        label: 'Switch by DNS, with this time to live',
        help: 'The switch changes a DNS record, and each user follows when the old answer runs out; none = routers switch together.',
      }),
    ),
    ...rolloutFields,
  },
  { default: {}, label: 'Blue/green', help: 'A full second environment, and one switch of all users.' },
);

export type Params = Infer<typeof schema>;
