import { show, type Json } from '../../../schema/index.ts';
import type { Source } from '../../source.ts';
import { inSeconds, type Reader, type Report } from '../reader.ts';
import { readAnalysis } from './analysis.ts';
import { isZero, readBound } from './bounds.ts';
import { cohortsSource } from './header-route.ts';
import { BACKGROUND_ANALYSIS, CANARY, PING_PONG, PROGRESS_THRESHOLD } from './known-fields.ts';
import type { Reading } from './reading.ts';
import { checkServices, readRouting, routingSource, type Routing } from './routing.ts';
import { readSteps, type StepsRead } from './steps.ts';
import { namesOfServices } from './names.ts';

/** What a strategy's section comes to. */
export interface StrategyPart {
  kind: 'canary' | 'blue-green';
  params: Source;
  /** What else of the scenario follows from it. */
  more: Source;
  /** Null for blue/green. */
  routing: Routing | null;
}

const PLACES = [
  'maxSurge',
  'maxUnavailable',
  'minPodsPerReplicaSet',
  'dynamicStableScale',
  'replicaProgressThreshold',
  'trafficRouting',
  'analysis',
];

/** The canary of a Rollout, held to the controller's rules. */
export function readCanary(strategy: Reader, reading: Reading): StrategyPart {
  const { report, say } = reading;
  const canary = strategy.mapping('canary', CANARY);
  if (canary === null) return { kind: 'canary', params: {}, more: {}, routing: null };
  for (const field of PLACES) say(`strategy.canary.${field}`, canary.at(field));
  const routing = readRouting(canary, report),
    services = checkServices(canary, routing, report);
  checkPingPong(canary, routing, report);
  const names = namesOfServices(services, routing);
  const steps = readSteps(canary, routing, names, reading);
  const background = canary.mapping('analysis', BACKGROUND_ANALYSIS);
  const analysis =
    background === null ? null : readAnalysis(background, { at: 'strategy.canary.analysis', isBackground: true, names }, reading);
  const params: Source = {
    ...(steps.steps.length === 0 ? {} : { steps: steps.steps }),
    ...routingSource(routing),
    ...readBounds(canary, report),
    ...readScaling(canary, routing, reading),
    ...(analysis === null || background === null ? {} : { analysis: { ...analysis, ...startOf(background, steps) } }),
  };
  return { kind: 'canary', params, more: cohortsSource(steps.cohorts), routing };
}

/** startingStep counts the manifest's steps, of which some are left out here. */
function startOf(background: Reader, { indexOf, steps }: StepsRead): Source {
  const start = background.count('startingStep');
  return start === null ? {} : { startingStep: indexOf[start] ?? steps.length };
}

function readBounds(canary: Reader, report: Report): Source {
  const maxSurge = readBound(canary, 'maxSurge', report),
    maxUnavailable = readBound(canary, 'maxUnavailable', report);
  if (!isZero(maxSurge) || !isZero(maxUnavailable))
    return {
      ...(canary.has('maxSurge') ? { maxSurge } : {}),
      ...(canary.has('maxUnavailable') ? { maxUnavailable } : {}),
    };
  report.fault(
    canary.at('maxSurge'),
    'and maxUnavailable are both 0, so no server could ever be replaced ("MaxSurge and MaxUnavailable both can not be zero")',
    'Set one of them to 1 or more.',
  );
  return {};
}

/** How sizes follow weights, and how long servers stay that nobody needs any more. */
function readScaling(canary: Reader, routing: Routing, { report, say }: Reading): Source {
  const delay = canary.count('scaleDownDelaySeconds'),
    abortDelay = canary.count('abortScaleDownDelaySeconds'),
    dynamic = canary.boolean('dynamicStableScale') ?? false;
  say('strategy.canary.scaleDownDelay', canary.at('scaleDownDelaySeconds'));
  say('strategy.canary.abortScaleDownDelay', canary.at('abortScaleDownDelaySeconds'));
  const isRouted = routing.reader !== null;
  if (!isRouted && delay !== null)
    report.fault(
      canary.at('scaleDownDelaySeconds'),
      'needs a traffic router ("Canary scaleDownDelaySeconds can only be used with traffic routing")',
      'Add trafficRouting, or remove it.',
      true,
    );
  if (!isRouted && dynamic)
    report.fault(
      canary.at('dynamicStableScale'),
      'needs a traffic router ("Canary dynamicStableScale can only be used with traffic routing")',
      'Add trafficRouting, or remove it.',
      true,
    );
  if (isRouted && dynamic && delay !== null)
    report.fault(
      canary.at('dynamicStableScale'),
      'and scaleDownDelaySeconds exclude each other ("Canary dynamicStableScale cannot be used with scaleDownDelaySeconds")',
      'Remove one of the two.',
      true,
    );
  const isAllowed = isRouted && !(dynamic && delay !== null);
  const least = canary.count('minPodsPerReplicaSet'),
    threshold = readThreshold(canary, report);
  return {
    ...(delay !== null && isAllowed ? { scaleDownDelay: inSeconds(delay) } : {}),
    ...(abortDelay === null ? {} : { abortScaleDownDelay: inSeconds(abortDelay) }),
    ...(dynamic && isAllowed ? { dynamicStableScale: true } : {}),
    ...(least === null || least === 0 ? {} : { minPodsPerReplicaSet: least }),
    ...(threshold === null ? {} : { replicaProgressThreshold: threshold }),
  };
}

/** `80%` of the servers of a step, or a number of them. */
function readThreshold(canary: Reader, report: Report): Json {
  const threshold = canary.mapping('replicaProgressThreshold', PROGRESS_THRESHOLD);
  if (threshold === null) return null;
  const type = threshold.text('type') ?? '',
    value = threshold.count('value', 1);
  if (type !== 'Percent' && type !== 'Pod')
    return report.fault(threshold.at('type'), `is ${show(type)} (supported values: "Percent", "Pod")`, 'Write Percent or Pod.');
  if (value === null)
    return threshold.has('value') ? null : report.fault(threshold.at('value'), 'is missing ("Required value")', 'Add a number.');
  return type === 'Percent' ? `${value}%` : value;
}

function checkPingPong(canary: Reader, routing: Routing, report: Report): void {
  const pingPong = canary.mapping('pingPong', PING_PONG);
  if (pingPong === null) return;
  if (routing.reader !== null && !routing.routers.includes('alb') && !routing.routers.includes('istio'))
    report.fault(
      canary.at('pingPong'),
      `is not possible with ${routing.routers.join(', ')} ("Ping-pong feature works with the ALB and Istio traffic routers only")`,
      'Remove it.',
      true,
    );
  const services = ['pingService', 'pongService'].map((key) => {
    const name = pingPong.text(key) ?? '';
    if (name === '')
      report.fault(
        pingPong.at(key),
        'is missing ("Ping service and Pong service must to be set to use Ping-Pong feature")',
        `Add ${key} with the name of a Service.`,
      );
    return name;
  });
  if (services[0] !== '' && services[0] === services[1])
    report.fault(
      pingPong.at('pingService'),
      `is ${show(services[0])}, which is the pongService too ("This rollout uses the same service for the ping and pong services, but two different services are required.")`,
      'Name two Services.',
    );
}
