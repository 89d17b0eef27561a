import type { Source } from '../../source.ts';
import { sayInto } from '../read.ts';
import type { Path, Reader, Report } from '../reader.ts';
import { mergeArguments, readArguments, type Argument } from './arguments.ts';
import { readDryRun, type IsDry } from './dry-run.ts';
import { readMetric } from './metric.ts';
import type { QueryNames } from './names.ts';
import type { Reading } from './reading.ts';
import { readTemplates, type Template } from './templates.ts';

/** How an analysis is used, and what the names of services in its queries lead to. */
export interface AnalysisUse {
  /** Where the analysis stands in the scenario, dotted. */
  at: string;
  isBackground: boolean;
  names: QueryNames;
}

/** What runs together as one analysis. */
interface Parts {
  templates: readonly Template[];
  given: readonly Argument[];
  /** Where arguments that are missing are told. */
  place: Path;
  report: Report;
  /** Whether the analysis itself, rather than a template, has a rule that a metric does not count. */
  isDry: (metrics: readonly string[]) => IsDry;
}

/** An analysis of a Rollout: its templates' metrics in the scenario's words, `{ metrics: […] }`; null when none can be read. */
export function readAnalysis(owner: Reader, use: AnalysisUse, reading: Reading): Source | null {
  const { report, say } = reading;
  say(use.at, owner.path);
  const templates = readTemplates(owner, reading, report);
  if (!owner.has('templates') || (owner.list('templates') ?? []).length === 0)
    return report.fault(
      owner.at('templates'),
      'is empty, so there is nothing to measure',
      'Add templates: [{ templateName: … }].',
    );
  const given = readArguments(owner, reading, report);
  const place = owner.at(owner.has('args') ? 'args' : 'templates');
  return combine({ templates, given, place, report, isDry: (metrics) => readDryRun(owner, metrics, report) }, use, reading);
}

/** The metrics of several templates as one analysis. */
export function combine({ templates, given, place, report, isDry }: Parts, use: AnalysisUse, reading: Reading): Source | null {
  const args = mergeArguments(
    given,
    templates.flatMap((template) => template.args),
    place,
    report,
  );
  const all = templates.flatMap((template) => template.metrics.map((metric) => ({ template, metric })));
  const names = all.map(({ metric }) => String(metric.raw('name') ?? ''));
  const rules = [isDry(names), ...templates.map(({ spec, report: own }) => readDryRun(spec, names, own))];
  const metrics: Source[] = [];
  for (const [index, { template, metric }] of all.entries()) {
    const name = names[index]!;
    if (name !== '' && names.indexOf(name) < index) {
      template.report.fault(
        metric.at('name'),
        `is there twice ("two metrics have the same name '${name.slice(0, 60)}'")`,
        'Rename one of the two.',
      );
      continue;
    }
    const sayTemplate = sayInto(reading.said, template.manifest.document),
      at = `${use.at}.metrics.${metrics.length}`;
    const read = readMetric(
      metric,
      {
        template: template.name,
        args,
        names: use.names,
        queries: reading.queries,
        isBackground: use.isBackground,
        isDry: (each) => rules.some((rule) => rule(each)),
        report: template.report,
      },
      (field, path) => sayTemplate(`${at}.${field}`, path),
    );
    sayTemplate(at, metric.path);
    if (read !== null) metrics.push(read);
  }
  return metrics.length === 0 ? null : { metrics };
}
