import { formatDuration, show, type Json } from '../../../schema/index.ts';
import { parsePauseDuration } from '../../../strategies/argo/pause-duration.ts';
import type { Source } from '../../source.ts';
import type { Reader, Report } from '../reader.ts';
import { readAnalysis, type AnalysisUse } from './analysis.ts';
import { readExperiment } from './experiment.ts';
import { readHeaderRoute, readMirrorRoute } from './header-route.ts';
import { ANALYSIS, CANARY_SCALE, PAUSE, STEP } from './known-fields.ts';
import type { QueryNames } from './names.ts';
import { readersOf, type Reading } from './reading.ts';
import type { Routing } from './routing.ts';

const KINDS = STEP.modelled;
const ONE_OF = '"Step must have one of the following set: experiment, setWeight, setCanaryScale or pause"';

/** A scenario holds 100 steps; one more is read, so that it says so, and thousands cannot keep a page busy. */
const STEPS_READ = 101;

export interface StepsRead {
  steps: Source[];
  /** For each step of the manifest, how many steps of ours stand before it: some are left out. */
  indexOf: number[];
  /** Groups of users that header routes speak of. */
  cohorts: string[];
}

/** The steps of a canary in the scenario's words. */
export function readSteps(canary: Reader, routing: Routing, names: QueryNames, reading: Reading): StepsRead {
  const { report, say } = reading;
  const result: StepsRead = { steps: [], indexOf: [], cohorts: [] };
  for (const step of readersOf(canary, 'steps', STEP, report).slice(0, STEPS_READ)) {
    result.indexOf.push(result.steps.length);
    if (step === null) continue;
    const kinds = KINDS.filter((kind) => step.has(kind));
    if (kinds.length === 0) {
      const isPause = Object.hasOwn(step.value, 'pause');
      const empty = isPause ? 'has an empty pause' : 'has no kind';
      if (Object.keys(step.value).every((key) => KINDS.includes(key)))
        report.fault(
          step.path,
          `${empty} (${ONE_OF})`,
          isPause ? 'Write pause: {} to wait for a person, or pause: { duration: 60s }.' : `Add one of ${KINDS.join(', ')}.`,
        );
      continue;
    }
    if (kinds.length > 1) {
      report.fault(
        step.at(kinds[1]!),
        `is a second kind in one step, beside ${kinds[0]} (${ONE_OF})`,
        'Begin a new step with a dash.',
        true,
      );
      continue;
    }
    const kind = kinds[0]!,
      at = `strategy.canary.steps.${result.steps.length}`;
    say(at, step.path);
    say(`${at}.${kind}`, step.at(kind));
    const params = readStep(kind, step, routing, { at: `${at}.${kind}`, isBackground: false, names }, reading, result.cohorts);
    if (params !== null) result.steps.push({ [kind]: params });
  }
  result.indexOf.push(result.steps.length);
  return result;
}

function readStep(kind: string, step: Reader, routing: Routing, use: AnalysisUse, reading: Reading, cohorts: string[]): Json {
  const { report } = reading;
  switch (kind) {
    case 'setWeight':
      return readWeight(step, routing, report);
    case 'pause':
      return readPause(step, report);
    case 'setCanaryScale':
      return readScale(step, routing, report);
    case 'setHeaderRoute':
    case 'setMirrorRoute': {
      const route = kind === 'setHeaderRoute' ? readHeaderRoute(step, routing, report) : readMirrorRoute(step, routing, report);
      if (route !== null && route.cohort !== null && !cohorts.includes(route.cohort)) {
        cohorts.push(route.cohort);
        reading.said.push({
          scenario: ['traffic', 'cohorts', route.cohort],
          document: reading.rollout.document,
          manifest: step.at(kind),
        });
      }
      return route?.params ?? null;
    }
    case 'analysis': {
      const analysis = step.mapping('analysis', ANALYSIS);
      return analysis === null ? null : readAnalysis(analysis, use, reading);
    }
    case 'experiment':
      return readExperiment(step, routing, use, reading);
    default:
      report.remark(
        'notModelled',
        step.at(kind),
        `Not modelled: the ${kind} step; it is left out, as if it had succeeded at once.`,
      );
      return null;
  }
}

function readWeight(step: Reader, { maxWeight }: Routing, report: Report): number | null {
  const weight = step.raw('setWeight');
  if (typeof weight !== 'number') return step.count('setWeight');
  if (Number.isInteger(weight) && weight >= 0 && weight <= maxWeight) return weight;
  return report.fault(
    step.at('setWeight'),
    `is ${weight} ("SetWeight needs to be between 0 and ${maxWeight}")`,
    `Write 0 to ${maxWeight}.`,
  );
}

/** `{}` for a pause that a person has to end. */
function readPause(step: Reader, report: Report): Json {
  const pause = step.mapping('pause', PAUSE);
  if (pause === null) return null;
  const duration = pause.raw('duration');
  if (duration === undefined) return {};
  const micros = typeof duration === 'number' || typeof duration === 'string' ? parsePauseDuration(duration) : null;
  if (micros !== null && micros >= 0) return formatDuration(micros);
  return report.fault(
    pause.at('duration'),
    micros === null
      ? `is ${show(duration)}, which is no duration ("Duration needs to be greater than 0")`
      : `is ${show(duration)} ("Duration needs to be greater than 0")`,
    'Write seconds, or 5m or 1h30m.',
  );
}

function readScale(step: Reader, routing: Routing, report: Report): Source | null {
  const scale = step.mapping('setCanaryScale', CANARY_SCALE);
  if (routing.reader === null)
    return report.fault(
      step.at('setCanaryScale'),
      'needs a traffic router ("SetCanaryScale requires TrafficRouting to be set")',
      'Add trafficRouting, or remove the step.',
      true,
    );
  if (scale === null) return null;
  const replicas = scale.count('replicas'),
    weight = scale.count('weight'),
    matches = scale.boolean('matchTrafficWeight');
  return {
    ...(replicas === null ? {} : { replicas }),
    ...(weight === null ? {} : { weight }),
    ...(matches === null ? {} : { matchTrafficWeight: matches }),
  };
}
