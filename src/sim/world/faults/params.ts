import type { Distribution, Micros } from '../../kernel/index.ts';
import { distribution, duration, integer, number, object, orNone, text, variants, type Schema } from '../../schema/index.ts';
import { REPLICAS_MAX } from '../fleet/params.ts';

interface FaultBase {
  at: Micros;
}
export type Fault = FaultBase &
  (
    | { kind: 'crash'; replicas: number; revision: string | null }
    | { kind: 'crashLoop'; for: Micros | null; revision: string; after: Distribution }
    | { kind: 'imagePullFailure'; for: Micros | null; revision: string }
    | { kind: 'readinessNeverPasses'; for: Micros | null; revision: string }
    | { kind: 'slowBoot'; for: Micros | null; revision: string | null; factor: number }
    | { kind: 'nodeLoss'; for: Micros | null; node: number }
    | { kind: 'trafficSpike'; for: Micros; factor: number }
  );
export type FaultKind = Fault['kind'];

const at = duration({ default: '0s', label: 'At', help: 'When it begins.' });
const whileTrue = orNone(duration({ min: '1ms', label: 'For', help: 'How long it lasts; none = to the end of the run.' }));
const revision = text({ max: 40, label: 'Revision', help: 'The revision that it strikes.' });
const anyRevision = orNone(text({ max: 40, label: 'Revision', help: 'The revision that it strikes; none = all.' }));
const factor = (label: string, help: string): Schema<number> => number({ default: 3, min: 0, max: 100, step: 0.5, label, help });

export const faultSchema: Schema<Fault> = variants(
  'kind',
  {
    crash: object(
      {
        at,
        revision: anyRevision,
        replicas: integer({ default: 1, min: 1, max: REPLICAS_MAX, label: 'Servers', help: 'How many crash.' }),
      },
      { label: 'Crash', help: 'Servers die at once and are restarted.' },
    ),
    crashLoop: object(
      {
        at,
        revision,
        for: whileTrue,
        after: distribution({ default: '1s', max: '1h', label: 'Dies after', help: 'Time from container start to the crash.' }),
      },
      { label: 'Crash loop', help: 'Every server of a revision dies soon after its start, again and again.' },
    ),
    imagePullFailure: object(
      { at, revision, for: whileTrue },
      { label: 'Image pull failure', help: 'The image of a revision cannot be fetched.' },
    ),
    readinessNeverPasses: object(
      { at, revision, for: whileTrue },
      { label: 'Never ready', help: 'The servers of a revision run, but never pass their readiness probe.' },
    ),
    slowBoot: object(
      {
        at,
        revision: anyRevision,
        for: whileTrue,
        factor: factor('Slower by', 'How many times longer a start takes.'),
      },
      { label: 'Slow boot', help: 'Starting takes longer than usual.' },
    ),
    nodeLoss: object(
      {
        at,
        for: whileTrue,
        node: integer({ default: 0, max: 99, label: 'Node', help: 'Which node is lost, counting from 0.' }),
      },
      { label: 'Node loss', help: 'A machine and all servers on it vanish.' },
    ),
    trafficSpike: object(
      {
        at,
        for: duration({ default: '1m', min: '1ms', label: 'For', help: 'How long it lasts.' }),
        factor: factor('Times', 'The rate is multiplied by this.'),
      },
      { label: 'Traffic spike', help: 'More requests than usual arrive.' },
    ),
  },
  {
    label: 'Fault',
    help: 'Something that goes wrong.',
    synonyms: {
      kill: 'crash',
      podKill: 'crash',
      crashLoopBackOff: 'crashLoop',
      imagePullBackOff: 'imagePullFailure',
      errImagePull: 'imagePullFailure',
      neverReady: 'readinessNeverPasses',
      nodeFailure: 'nodeLoss',
      nodeCrash: 'nodeLoss',
      spike: 'trafficSpike',
    },
  },
);
