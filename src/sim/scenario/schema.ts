import { EXPECTATION_EXAMPLE, parseExpectation } from '../expectation/index.ts';
import type { Micros } from '../kernel/index.ts';
import {
  checkedText,
  dictionary,
  duration,
  integer,
  list,
  object,
  orNone,
  percent,
  text,
  variants,
  type Infer,
  type Schema,
} from '../schema/index.ts';
import type { Alarm, Slo } from '../trace/trace.ts';
import { faultSchema } from '../world/faults/params.ts';
import { fleetSchema, REPLICAS_MAX } from '../world/fleet/params.ts';
import { revisionSchema } from '../world/revision.ts';
import { trafficSchema } from '../world/traffic/params.ts';
import { EXPECTATIONS_MAX, FAULTS_MAX, OPERATOR_MAX, REVISIONS_MAX } from './limits.ts';
import { stepsSchema } from './steps.ts';
import { strategySchema } from './strategies.ts';
import type { OperatorAction } from './types.ts';

export const sloSchema: Schema<Slo> = object(
  {
    availability: percent({
      default: '99.9%',
      min: 1,
      max: 99.9999,
      label: 'Objective',
      help: 'Share of requests that must be served.',
    }),
    period: duration({
      default: '30d',
      min: '1m',
      max: '365d',
      label: 'Period',
      help: 'Time over which the objective, and so the error budget, is counted.',
    }),
  },
  { default: {}, label: 'Service level objective', help: 'What the users were promised.' },
);

export const alarmSchema: Schema<Alarm> = object(
  {
    failedAbove: percent({
      default: '2%',
      max: 100,
      label: 'Failed above',
      help: 'The pager fires when a larger share of requests fails.',
    }),
    window: duration({
      default: '30s',
      min: '1s',
      max: '1h',
      label: 'Window',
      help: 'Time over which failed requests are counted.',
    }),
  },
  { default: {}, label: 'Alarm', help: 'The pager: it tells a person, and changes nothing.' },
);

export const rolloutSchema: Schema<{ at: Micros; to: string | null }> = object(
  {
    at: duration({ default: '30s', label: 'At', help: 'When the rollout is asked for.' }),
    to: orNone(text({ max: 40, label: 'To', help: 'The revision that is rolled out; the second one when omitted.' })),
  },
  { default: {}, label: 'Rollout', help: 'When the next revision is rolled out.' },
);

const when = {
  at: orNone(duration({ label: 'At', help: 'When the operator acts.' })),
  afterAlarm: orNone(
    duration({ label: 'After the alarm', help: 'Time between the alarm and the action: noticing and deciding.' }),
  ),
};
export const operatorSchema: Schema<OperatorAction> = variants(
  'do',
  {
    undo: object(when, { label: 'Undo', help: 'Goes back to the revision that was in service before.' }),
    pause: object(when, { label: 'Pause', help: 'Stops the rollout where it is.' }),
    resume: object(when, { label: 'Resume', help: 'Lets a paused rollout go on.' }),
    promote: object(when, { label: 'Promote', help: 'Ends the present pause or step and goes on.' }),
    promoteFull: object(when, { label: 'Promote fully', help: 'Skips all further steps, pauses and analyses.' }),
    abort: object(when, { label: 'Abort', help: 'Takes all requests back to stable; the wanted version stays the new one.' }),
    retry: object(when, { label: 'Retry', help: 'Starts an aborted rollout again from its first step.' }),
    deploy: object(
      { ...when, to: text({ max: 40, label: 'To', help: 'The revision that is rolled out.' }) },
      { label: 'Deploy', help: 'Rolls out another revision.' },
    ),
    scale: object(
      {
        ...when,
        replicas: integer({
          max: REPLICAS_MAX,
          label: 'Servers',
          help: 'How many servers the service should have from then on.',
        }),
      },
      { label: 'Scale', help: 'Changes the number of servers.' },
    ),
  },
  {
    label: 'Action',
    help: 'What a person does during the rollout.',
    synonyms: {
      rollback: 'undo',
      'roll back': 'undo',
      rollBack: 'undo',
      'promote-full': 'promoteFull',
      revert: 'undo',
      continue: 'resume',
      rollout: 'deploy',
      release: 'deploy',
    },
  },
);

/** Kept as it was written: only a gate reads more from it, and no run depends on it. */
export const expectationSchema: Schema<string> = checkedText(
  { max: 120, label: 'Expectation', help: `What must hold over many runs, such as ${EXPECTATION_EXAMPLE}.` },
  (written) => {
    const expectation = parseExpectation(written);
    return 'cure' in expectation ? expectation : null;
  },
);

/** The whole of scenario.yaml. */
export const sourceSchema = object(
  {
    title: text({ default: 'Untitled', max: 120, label: 'Title', help: 'What the scenario is called.' }),
    description: text({ default: '', max: 1000, label: 'Description', help: 'One sentence: what there is to see.' }),
    horizon: duration({ default: '10m', min: '10s', max: '24h', label: 'Length', help: 'How long the run lasts.' }),
    strategy: strategySchema,
    fleet: fleetSchema,
    revisions: dictionary(revisionSchema, {
      default: { v1: {}, v2: {} },
      min: 1,
      max: REVISIONS_MAX,
      label: 'Revisions',
      help: 'The versions of the code; the first is in service at the start.',
    }),
    rollout: rolloutSchema,
    traffic: trafficSchema,
    slo: sloSchema,
    alarm: alarmSchema,
    faults: list(faultSchema, { max: FAULTS_MAX, label: 'Faults', help: 'What goes wrong, and when.' }),
    operator: list(operatorSchema, { max: OPERATOR_MAX, label: 'Operator', help: 'What people do, and when.' }),
    expect: list(expectationSchema, { max: EXPECTATIONS_MAX, label: 'Expectations', help: 'What cutover check asks of many runs.' }),
    steps: stepsSchema,
  },
  { label: 'Scenario', help: 'What is rehearsed.' },
);

export type Written = Infer<typeof sourceSchema>;
