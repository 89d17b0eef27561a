import { formatDuration, show } from '../../../schema/index.ts';
import type { Source } from '../../source.ts';
import type { Reader } from '../reader.ts';
import { combine, type AnalysisUse } from './analysis.ts';
import { readArguments, type Argument } from './arguments.ts';
import { readDryRun } from './dry-run.ts';
import { parseGoDuration } from './go-duration.ts';
import { EXPERIMENT, EXPERIMENT_ANALYSIS, EXPERIMENT_TEMPLATE } from './known-fields.ts';
import { readersOf, type Reading } from './reading.ts';
import type { Routing } from './routing.ts';
import { findTemplate, readTemplate } from './templates.ts';
import { oneOf, short } from '../words.ts';

/** How servers of an experiment are called in queries once arguments are filled in: by the version that they run. */
const MARKS = { stable: 'experiment-baseline', canary: 'experiment-canary' } as const;

/** An experiment step: servers of its own for a while, with analyses over them. */
export function readExperiment(step: Reader, routing: Routing, use: AnalysisUse, reading: Reading): Source | null {
  const { report, say } = reading;
  const experiment = step.mapping('experiment', EXPERIMENT);
  if (experiment === null) return null;
  say(`${use.at}.duration`, experiment.at('duration'));
  const templates: Servers[] = [];
  for (const template of readersOf(experiment, 'templates', EXPERIMENT_TEMPLATE, report)) {
    if (template === null) continue;
    for (const key of ['name', 'replicas', 'weight']) say(`${use.at}.templates.${templates.length}.${key}`, template.at(key));
    say(`${use.at}.templates.${templates.length}`, template.path);
    templates.push(readServers(template, routing, reading));
  }
  if (templates.length === 0)
    return report.fault(
      experiment.at('templates'),
      'is empty ("Rollout has missing field \'templates\'")',
      'Add a template with a name and specRef: stable or canary.',
    );
  const names = {
    canary: [...(use.names.canary ?? []), MARKS.canary],
    stable: [...(use.names.stable ?? []), MARKS.stable],
    baseline: [MARKS.stable],
  };
  const analyses: Source[] = [];
  for (const analysis of readersOf(experiment, 'analyses', EXPERIMENT_ANALYSIS, report)) {
    const own = { ...use, at: `${use.at}.analyses.${analyses.length}`, names };
    const read = analysis === null ? null : readExperimentAnalysis(analysis, experiment, templates, own, reading);
    if (read !== null) analyses.push(read);
  }
  const duration = readDuration(experiment, reading);
  return {
    ...(duration === null ? {} : { duration }),
    templates: templates.map(({ source }) => source),
    ...(analyses.length === 0 ? {} : { analyses }),
  };
}

interface Servers {
  name: string;
  mark: string;
  source: Source;
}

function readServers(template: Reader, routing: Routing, { report }: Reading): Servers {
  const name = template.text('name') ?? '',
    specRef = template.text('specRef') ?? '';
  if (name === '') report.fault(template.at('name'), 'is missing ("Required value")', 'Add the name of the template.');
  if (specRef !== 'stable' && specRef !== 'canary')
    report.fault(
      template.at('specRef'),
      specRef === ''
        ? 'is missing (supported values: "stable", "canary")'
        : `is ${show(specRef)} (supported values: "stable", "canary")`,
      'Write stable or canary.',
    );
  const replicas = template.count('replicas'),
    weight = template.count('weight');
  if (weight !== null && routing.reader === null)
    report.fault(
      template.at('weight'),
      'needs a traffic router ("Experiment template weight cannot be set unless TrafficRouting is enabled")',
      'Add trafficRouting, or remove it.',
      true,
    );
  else if (weight !== null && !routing.can('experiment'))
    report.fault(
      template.at('weight'),
      `is not possible with ${routing.routers.join(', ')} ("Experiment template weight is only available for TrafficRouting with SMI, ALB, and Istio at this time")`,
      'Remove it.',
      true,
    );
  const version = specRef === 'canary' ? 'canary' : 'stable';
  return {
    name,
    mark: MARKS[version],
    source: {
      name: name === '' ? version : name,
      specRef: version,
      ...(replicas === null ? {} : { replicas }),
      ...(weight === null || routing.reader === null ? {} : { weight }),
    },
  };
}

function readExperimentAnalysis(
  analysis: Reader,
  experiment: Reader,
  servers: readonly Servers[],
  use: AnalysisUse,
  reading: Reading,
): Source | null {
  const { report, all, say } = reading;
  say(use.at, analysis.path);
  const name = analysis.text('name'),
    templateName = analysis.text('templateName'),
    isRequired = analysis.boolean('requiredForCompletion') ?? false;
  for (const key of ['name', 'templateName'])
    if (!analysis.has(key))
      report.fault(
        analysis.at(key),
        'is missing ("Required value")',
        key === 'name' ? 'Add the name of the analysis.' : 'Add the name of the template.',
      );
  const kind = analysis.boolean('clusterScope') === true ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
  if (templateName === null) return null;
  const manifest = findTemplate(kind, templateName, analysis, 'templateName', all, report);
  if (manifest === null) return null;
  const given = readArguments(analysis, reading, report).map((argument) => withServers(argument, servers, reading));
  const place = analysis.at(analysis.has('args') ? 'args' : 'templateName');
  const isDry = (metrics: readonly string[]) => readDryRun(experiment, metrics, report);
  const read = combine(
    { templates: readTemplate(manifest, reading), given, place, report, isDry },
    { ...use, isBackground: !isRequired },
    reading,
  );
  return read === null ? null : { name: name ?? templateName, ...(isRequired ? { requiredForCompletion: true } : {}), ...read };
}

/** `{{templates.baseline.podTemplateHash}}` and the like stand for the servers of that template. */
function withServers(argument: Argument, servers: readonly Servers[], { report }: Reading): Argument {
  if (argument.value === null) return argument;
  const value = argument.value.replaceAll(/\{\{\s*templates\.([\w-]{1,200})\.[\w.-]{1,200}\s*\}\}/g, (whole, name: string) => {
    const found = servers.find((each) => each.name === name);
    if (found === undefined)
      report.fault(
        [...argument.path, 'value'],
        `speaks of the template ${short(name)}, which the experiment does not have ("failed to resolve ${whole.slice(0, 80)}")`,
        oneOf(
          name,
          servers.map((each) => each.name),
        ),
      );
    return found?.mark ?? whole;
  });
  return { ...argument, value };
}

function readDuration(experiment: Reader, { report }: Reading): string | null {
  const written = experiment.text('duration');
  if (written === null || written === '') return null;
  const micros = parseGoDuration(written);
  if (micros !== null) return formatDuration(micros);
  return report.fault(experiment.at('duration'), `is ${show(written)}, which is no duration`, 'Write 90s, 5m or 1h30m.');
}
