import { show, type Json } from '../../../schema/index.ts';
import type { Source } from '../../source.ts';
import { COHORT_HEADER, isCohortName } from '../cohort-header.ts';
import type { Reader, Report } from '../reader.ts';
import { HEADER_MATCH, HEADER_ROUTE, MIRROR_ROUTE, ROUTE_MATCH, STRING_MATCH } from './known-fields.ts';
import { readerAt, readersOf } from './reading.ts';
import type { Routing } from './routing.ts';
import { short } from '../words.ts';

/** How many users carry a header, when nobody says. */
const COHORT_SHARE = '5%';

/** A step that makes or removes a route, in the scenario's words; `cohort` is the group of users that it speaks of. */
export interface RouteRead {
  params: Source;
  cohort: string | null;
}

/** setHeaderRoute: requests with a header go to the canary. Here, those of a cohort of users, whose size the manifest cannot know. */
export function readHeaderRoute(step: Reader, routing: Routing, report: Report): RouteRead | null {
  const route = step.mapping('setHeaderRoute', HEADER_ROUTE);
  if (route === null) return null;
  if (!routing.can('header'))
    return report.fault(
      step.at('setHeaderRoute'),
      `needs a router that can route by header, and ${cannot(routing)} ("SetHeaderRoute requires TrafficRouting, supports Istio and ALB and Apisix")`,
      'Use istio, alb, apisix or a plugin, or remove the step.',
      true,
    );
  const name = checkManaged(route, routing, report);
  const matches = readersOf(route, 'match', HEADER_MATCH, report).filter((match) => match !== null);
  if (matches.length === 0) return { params: { name, cohort: 'none' }, cohort: null };
  const values = matches.map((match) => {
    const header = match.text('headerName');
    if (header === null && !match.has('headerName'))
      report.fault(match.at('headerName'), 'is missing ("Required value")', 'Add the name of the header.');
    return { header: header ?? 'header', value: readStringMatch(match, 'headerValue', routing.routers.includes('alb'), report) };
  });
  const [{ header, value }] = values as [(typeof values)[number]];
  const cohort = cohortOf(header, value);
  return { params: { name, cohort }, cohort };
}

/** The cohorts of header routes as traffic. */
export const cohortsSource = (cohorts: readonly string[]): Source =>
  cohorts.length === 0 ? {} : { traffic: { cohorts: Object.fromEntries(cohorts.map((name) => [name, COHORT_SHARE])) } };

/** `x-canary` for `x-canary: true`, `tier-beta` for `tier: beta`; our own header says the cohort's name. */
function cohortOf(header: string, value: string | null): string {
  if (header.toLowerCase() === COHORT_HEADER && value !== null && isCohortName(value)) return value;
  const isYes = value === null || /^(true|always|yes|on|1|\.\*|\.\+|)$/i.test(value);
  const name = (isYes ? header : `${header}-${value}`)
    .replaceAll(/\W+/g, '-')
    .replaceAll(/^[^A-Za-z]+|[^A-Za-z0-9]+$/g, '')
    .slice(0, 40);
  return name === '' ? 'header' : name;
}

/** setMirrorRoute: requests are copied to the canary. */
export function readMirrorRoute(step: Reader, routing: Routing, report: Report): RouteRead | null {
  const route = step.mapping('setMirrorRoute', MIRROR_ROUTE);
  if (route === null) return null;
  if (!routing.can('mirror'))
    return report.fault(
      step.at('setMirrorRoute'),
      `needs a router that can copy requests, and ${cannot(routing)} ("SetMirrorRoute requires TrafficRouting, supports Istio only")`,
      'Use istio or a plugin, or remove the step.',
      true,
    );
  const name = checkManaged(route, routing, report);
  const matches = readersOf(route, 'match', ROUTE_MATCH, report).filter((match) => match !== null);
  for (const match of matches) {
    for (const key of ['method', 'path']) if (match.has(key)) readStringMatch(match, key, false, report);
    const headers = match.raw('headers');
    if (headers !== undefined && (typeof headers !== 'object' || headers === null || Array.isArray(headers)))
      report.fault(match.at('headers'), `must be a mapping, is ${show(headers)}`, 'Write name: { exact: value }.');
  }
  const percentage = route.count('percentage');
  if (percentage !== null && percentage > 100)
    report.fault(route.at('percentage'), `is ${percentage}, more than all requests`, 'Write 100 or less.');
  if (matches.length === 0) return { params: { name, percentage: '0%' }, cohort: null };
  report.remark(
    'notModelled',
    route.at('match'),
    `Not modelled: which requests ${name} copies; ${percentage ?? 100} % of all are copied.`,
  );
  return { params: { name, percentage: `${Math.min(100, percentage ?? 100)}%` }, cohort: null };
}

const cannot = ({ routers }: Routing): string => (routers.length === 0 ? 'there is none' : `${routers.join(', ')} cannot`);

/** The route has to be one that the Rollout manages. */
function checkManaged(route: Reader, { reader, managedRoutes }: Routing, report: Report): string {
  const name = route.text('name') ?? '';
  if (name === '') report.fault(route.at('name'), 'is missing ("Required value")', 'Add the name of a managed route.');
  else if (reader !== null && managedRoutes === null)
    report.fault(
      reader.at('managedRoutes'),
      'is missing, and steps make routes ("Rollout has missing field \'spec.strategy.canary.trafficRouting.managedRoutes\'")',
      `Add managedRoutes: [{ name: ${short(name)} }] to trafficRouting.`,
    );
  else if (managedRoutes !== null && !managedRoutes.includes(name))
    report.fault(
      route.at('name'),
      `is ${show(name)}, which is no managed route ("Steps define a route that does not exist in spec.strategy.canary.trafficRouting.managedRoutes")`,
      managedRoutes.length === 0
        ? `Add { name: ${short(name)} } to managedRoutes.`
        : `Add it to managedRoutes, or use ${managedRoutes.slice(0, 4).map(short).join(' or ')}.`,
    );
  return name.slice(0, 60);
}

/** The text that is matched: exactly one of exact, prefix and regex. */
function readStringMatch(owner: Reader, key: string, isAlb: boolean, report: Report): string | null {
  const written: Json | undefined = owner.raw(key);
  const missed = '"StringMatch value missed, match value must have one of the following: exact, regex, prefix"';
  if (written === undefined) return report.fault(owner.at(key), `is missing (${missed})`, 'Add exact: with the value.');
  const match = readerAt(written, owner.at(key), STRING_MATCH, report);
  if (match === null) return null;
  const given = ['exact', 'prefix', 'regex'].filter((kind) => match.has(kind) && match.raw(kind) !== '');
  const values = given.map((kind) => match.text(kind));
  if (isAlb && (given.length !== 1 || given[0] !== 'exact'))
    return report.fault(
      match.path,
      'is no exact value, and ALB knows no other ("SetHeaderRoute match value invalid. ALB supports \'exact\' value only")',
      'Write exact: with the value.',
    );
  if (given.length === 0) return report.fault(match.path, `says nothing (${missed})`, 'Add exact: with the value.');
  if (given.length > 1)
    return report.fault(
      match.at(given[1]!),
      'is one too many ("StringMatch match value must have exactly one of the following: exact, regex, prefix")',
      'Keep one.',
    );
  return values[0] ?? null;
}
