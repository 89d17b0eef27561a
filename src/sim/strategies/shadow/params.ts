import { choice, object, percent, type Infer } from '../../schema/index.ts';
import { sideFields } from '../side-by-side/params.ts';

/** Knobs of a shadow. Mirroring is the mesh's; everything around it is what teams build of it. */
export const schema = object(
  {
    mirror: percent({
      default: '100%',
      max: 100,
      label: 'Mirrored share (mirrorPercentage)',
      help: 'How much of all requests is also sent to the shadow, as copies whose answers nobody waits for.',
    }),
    writes: choice({
      default: 'happen',
      options: { happen: 'happen a second time', dropped: 'are caught by stand-ins' },
      label: 'What copies would write (writes)',
      help: 'A copy of an order is a second order, unless whatever the shadow would change outside is replaced by a stand-in.',
    }),
    ...sideFields('shadow', 'remove'),
  },
  { default: {}, label: 'Shadow traffic', help: 'The new version gets copies of real requests, and no user its answers.' },
);

export type Params = Infer<typeof schema>;
