import { formatPercent } from '../../schema/units.ts';
import type { Kind } from '../side-by-side/state.ts';
import type { Params } from './params.ts';

const ENVIRONMENT = 'shadow';

/** How a shadow differs from the rest of its family: it gets copies, and has no users. */
export const kind: Kind<Params> = {
  id: 'shadow',
  environment: ENVIRONMENT,
  name: 'shadow',
  hasUsers: false,
  opened: ({ mirror, writes }) => ({
    mirror: { pool: ENVIRONMENT, share: mirror, ...(writes === 'dropped' ? { sandboxed: true } : {}) },
  }),
  reaching: ({ mirror }) => (mirror === 1 ? 'copies of all requests' : `copies of ${formatPercent(mirror)} of requests`),
  risk: ({ writes }) =>
    writes === 'dropped'
      ? 'With writes: happen, every copy of an order would have been a second order.'
      : 'With writes: dropped, stand-ins would have caught what copies change outside; now it happens a second time.',
  source: 'Traffic mirroring of a service mesh: copies are sent out of band, and their answers are discarded',
};
