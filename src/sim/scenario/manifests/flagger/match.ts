import { isMapping, show, type Json } from '../../../schema/index.ts';
import { COHORT_HEADER, isCohortName } from '../cohort-header.ts';
import { Reader, type Path, type Report } from '../reader.ts';
import { RULE } from './known-fields.ts';
import type { Provider } from './providers.ts';

/** A rule of A/B testing: the cohort of users that stands for those who match it. */
export interface Rule {
  cohort: string;
  path: Path;
}

const OPERATORS = ['exact', 'prefix', 'suffix', 'regex'];

/** The rules of A/B testing. Who matches is for the scenario to say; here each rule only gets the name of a cohort. */
export function readMatch(analysis: Reader, provider: Provider, report: Report): Rule[] {
  const written = analysis.list('match') ?? [];
  if (written.length === 0) return [];
  const path = analysis.at('match');
  if (!analysis.has('iterations'))
    report.fault(
      path,
      'is given without iterations, which splits the users who match by weight: that is not modelled',
      'Add iterations: 10 for A/B testing, in place of the steps.',
      true,
    );
  else if (!provider.splits)
    report.fault(
      path,
      'cannot be followed ("A/B testing is not supported when using the kubernetes provider"): Flagger drops the rules and goes blue/green',
      'Remove match, or choose a provider that routes by header, such as istio.',
      true,
    );
  else if (!provider.matches)
    report.fault(
      path,
      `cannot be followed by ${provider.name}, which does not route by header: Flagger would send everybody to the canary`,
      'Remove match, or choose a provider that routes by header, such as istio.',
      true,
    );
  const taken = new Map<string, number>();
  return written.flatMap((rule, index) => {
    const at = [...path, index];
    if (!isMapping(rule)) {
      report.fault(at, `must be a mapping, is ${show(rule)}`, 'Write { headers: { x-canary: { exact: insider } } }.');
      return [];
    }
    const name = nameOf(new Reader(rule, at, RULE, report), report);
    if (name === null) return [];
    const times = (taken.get(name) ?? 0) + 1;
    taken.set(name, times);
    return [{ cohort: times === 1 ? name : `${name.slice(0, 36)}-${times}`, path: at }];
  });
}

/** What to call the users of a rule: `x-canary-insider`; of a cookie, what it holds: `canary-always`. All conditions of a rule must hold, the first names it. */
function nameOf(rule: Reader, report: Report): string | null {
  let name: string | null = null,
    conditions = 0;
  for (const key of ['headers', 'queryParams', 'sourceLabels'] as const) {
    const written = rule.raw(key);
    if (written === undefined) continue;
    if (!isMapping(written)) {
      report.fault(rule.at(key), `must be a mapping, is ${show(written)}`, 'Write name: { exact: value }.');
      continue;
    }
    for (const [subject, condition] of Object.entries(written)) {
      conditions++;
      const value = key === 'sourceLabels' ? textOf(condition) : readCondition(condition, [...rule.at(key), subject], report);
      if (value !== null) name ??= cohortName(subject, value);
    }
  }
  if (conditions === 0)
    report.fault(
      rule.path.slice(),
      'says nothing to match, which is everybody',
      'Add headers: { x-canary: { exact: insider } }.',
    );
  return name;
}

const textOf = (value: Json): string | null => (typeof value === 'string' ? value : null);

function readCondition(condition: Json, path: Path, report: Report): string | null {
  const given = isMapping(condition) ? Object.keys(condition) : [];
  if (!isMapping(condition) || given.length !== 1 || !OPERATORS.includes(given[0]!))
    return report.fault(
      path,
      'must say exactly one of exact, prefix, suffix and regex ("must validate one and only one schema (oneOf)")',
      'Write { exact: insider }.',
    );
  const value = condition[given[0]!]!;
  return typeof value === 'string'
    ? value
    : report.fault([...path, given[0]!], `must be a text, is ${show(value)}`, `Put it in quotes.`);
}

/** A name that the scenario takes: letters, digits and dashes, 40 at most, beginning with a letter. Our own header says the cohort's name. */
function cohortName(subject: string, value: string): string {
  if (subject.toLowerCase() === COHORT_HEADER && isCohortName(value)) return value;
  const pair = subject.toLowerCase() === 'cookie' ? /([\w-]+)=([\w-]+)/.exec(value) : null;
  const words = pair === null ? `${subject} ${value.replaceAll(/\\./g, ' ')}` : `${pair[1]} ${pair[2]}`;
  const name = words.replaceAll(/[^A-Za-z0-9_]+/g, '-').replaceAll(/^-+|-+$/g, '');
  return (/^[A-Za-z]/.test(name) ? name : `rule-${name}`).slice(0, 40).replace(/-+$/, '');
}
