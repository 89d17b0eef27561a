import { machineOf } from '../side-by-side/machine.ts';
import { kind } from './kind.ts';

export const machine = machineOf(kind, {
  comparing: 'The shadow gets copies of real requests and is measured beside the stable version, while users see nothing of it.',
  promoting: 'The stable side is updated by a rolling update of its own, and the shadow has made room for it.',
  closing: 'Every user is served by the new version, and what is left of the shadow goes.',
  compared: 'The test is over: the shadow is gone again, and the stable version serves as before.',
});
