import type { Json } from '../../../schema/index.ts';
import type { Params } from '../../../strategies/canary/params.ts';
import type { Doubts } from '../doubts.ts';
import type { KubernetesObject } from '../exporter.ts';
import { goDuration } from '../go-duration.ts';
import { writeAnalysis } from './analysis.ts';
import { ROLLOUT_HASHES, type Hashes } from './hashes.ts';

export type Experiment = Extract<Params['steps'][number], { kind: 'experiment' }>['params'];
type Servers = Experiment['templates'][number];

/** An experiment amid the steps, and the templates of its analyses. @param prefix of their names */
export function writeExperiment(
  { duration, templates, analyses }: Experiment,
  prefix: string,
  container: string,
  doubts: Doubts,
): { experiment: Json; templates: KubernetesObject[] } {
  for (const { name } of templates)
    if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name))
      doubts.cannot(`Names of an experiment’s templates become parts of objects’ names, and “${name}” cannot.`);
  const hashes = hashesIn(templates, doubts);
  const written = analyses.map((analysis, index) => {
    const templateName = `${prefix}-${index + 1}`;
    if (analysis.name === '') doubts.cannot('An analysis of an experiment needs a name.');
    const { template, args } = writeAnalysis(analysis, templateName, container, hashes, doubts);
    const required: Record<string, Json> = analysis.requiredForCompletion ? { requiredForCompletion: true } : {};
    const use: Record<string, Json> = { name: analysis.name, templateName, ...required, ...args };
    return { template, use };
  });
  return {
    experiment: {
      ...(duration === null ? {} : { duration: goDuration(duration) }),
      templates: templates.map(writeServers),
      ...(written.length === 0 ? {} : { analyses: written.map(({ use }) => use) }),
    },
    templates: written.map(({ template }) => template),
  };
}

const writeServers = ({ name, specRef, replicas, weight }: Servers): Json => ({
  name,
  specRef,
  replicas,
  ...(weight === null ? {} : { weight }),
});

/** New version and baseline mean the experiment's own servers: those of that name, or the first that run that version. */
function hashesIn(templates: readonly Servers[], doubts: Doubts): Hashes {
  const own = (name: string, specRef: Servers['specRef']): Servers | undefined => {
    const found = templates.find((each) => each.name === name) ?? templates.find((each) => each.specRef === specRef);
    if (found !== undefined && found.specRef !== specRef)
      doubts.cannot(
        `The experiment’s ${name} does not run the ${specRef} version, which a reader of the queries would take it for.`,
      );
    return found;
  };
  const hashOf = (servers: Servers) => ({ value: `{{templates.${servers.name}.podTemplateHash}}` });
  const canary = own('canary', 'canary'),
    baseline = own('baseline', 'stable');
  return {
    ...ROLLOUT_HASHES,
    ...(canary === undefined ? {} : { canary: hashOf(canary) }),
    ...(baseline === undefined ? {} : { baseline: hashOf(baseline) }),
  };
}
