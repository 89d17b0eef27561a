import { show } from '../../../schema/index.ts';
import type { Manifest } from '../documents.ts';
import { checkHead } from '../head.ts';
import { Reader, type Report } from '../reader.ts';
import { readArguments, type Argument } from './arguments.ts';
import { ANALYSIS_TEMPLATE, ANALYSIS_TEMPLATE_SPEC, METRIC, TEMPLATE_REF } from './known-fields.ts';
import { findManifest, namesOf, readersOf, type Reading } from './reading.ts';
import { oneOf } from '../words.ts';

/** An AnalysisTemplate, or a cluster's, taken apart. */
export interface Template {
  manifest: Manifest;
  name: string;
  spec: Reader;
  metrics: Reader[];
  args: Argument[];
  report: Report;
}

/**
 * The templates that the `templates` of an analysis (or of a template) name, in order, with those that they are made of.
 * @param taken the templates that the analysis has already: none can be part of it twice, nor of itself
 */
export function readTemplates(owner: Reader, reading: Reading, report: Report, taken: Set<Manifest> = new Set()): Template[] {
  return readersOf(owner, 'templates', TEMPLATE_REF, report).flatMap((ref) => {
    if (ref === null) return [];
    const manifest = templateOf(ref, reading, report);
    if (manifest !== null && taken.has(manifest)) {
      const message =
        'names a template that the analysis has already, by itself or as part of another ("two metrics have the same name")';
      report.fault(ref.at('templateName'), message, 'Remove it.');
      return [];
    }
    return manifest === null ? [] : readTemplate(manifest, reading, taken);
  });
}

/** The object that a reference names. */
function templateOf(ref: Reader, { all }: Reading, report: Report): Manifest | null {
  const name = ref.text('templateName'),
    kind = ref.boolean('clusterScope') === true ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
  if (name === null)
    return ref.has('templateName') ? null : report.fault(ref.at('templateName'), 'is missing', 'Add the name of the template.');
  return findTemplate(kind, name, ref, 'templateName', all, report);
}

/** A template by its name; one that the file lacks is a fault at the reference. */
export function findTemplate(
  kind: string,
  name: string,
  ref: Reader,
  key: string,
  all: readonly Manifest[],
  report: Report,
): Manifest | null {
  const manifest = findManifest(all, kind, name);
  if (manifest !== null) return manifest;
  const other = kind === 'AnalysisTemplate' ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate',
    names = namesOf(all, kind);
  const cure =
    findManifest(all, other, name) !== null
      ? other === 'AnalysisTemplate'
        ? 'Remove clusterScope: it is an AnalysisTemplate.'
        : 'Add clusterScope: true: it is a ClusterAnalysisTemplate.'
      : names.length > 0 && names.length < 6
        ? oneOf(name, names)
        : `Paste the ${kind} into the same file, after a line with ---.`;
  return report.fault(
    ref.at(key),
    `names ${show(name)}, and this file has no ${kind} of that name ("${kind} '${name.slice(0, 60)}' not found")`,
    cure,
  );
}

/** One template with those that it is made of, which come after it. */
export function readTemplate(manifest: Manifest, reading: Reading, taken: Set<Manifest> = new Set()): Template[] {
  taken.add(manifest);
  const report = reading.reportOf(manifest);
  reading.used.add(manifest);
  const root = new Reader(manifest.value, manifest.path, ANALYSIS_TEMPLATE, report);
  const name = checkHead(root, manifest.kind, ['argoproj.io/v1alpha1'], report),
    spec = root.mapping('spec', ANALYSIS_TEMPLATE_SPEC);
  if (spec === null) {
    if (!root.has('spec')) report.fault(root.at('spec'), 'is missing ("Required value")', 'Add the spec of the template.');
    return [];
  }
  const metrics = readersOf(spec, 'metrics', METRIC, report).filter((metric) => metric !== null);
  if (metrics.length === 0 && !spec.has('templates'))
    report.fault(spec.at('metrics'), 'is empty ("no metrics specified")', 'Add a metric with a name and a provider.');
  const args = readArguments(spec, reading, report);
  return [{ manifest, name, spec, metrics, args, report }, ...readTemplates(spec, reading, report, taken)];
}
