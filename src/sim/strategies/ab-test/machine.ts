import { machineOf } from '../side-by-side/machine.ts';
import { kind } from './kind.ts';

export const machine = machineOf(kind, {
  comparing: 'Some users are on the new version, all others on the stable one, and both sides are measured.',
  promoting: 'The stable side is updated by a rolling update of its own, while the variant goes on serving its users.',
  closing: 'Every server of the stable side runs the new version: the rule and the variant go.',
  compared: 'The test is over: the variant is gone again, and everybody is on the stable version as before.',
});
