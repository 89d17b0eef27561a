import { dump } from 'js-yaml';
import { render } from '../render.ts';
import type { Source } from '../source.ts';
import type { KubernetesObject } from './exporter.ts';

/** The scenario and its objects as one file of several YAML documents. */
export function toText(scenario: Source, objects: readonly KubernetesObject[]): string {
  const documents = [
    withComment('For Cutover alone: what no manifest says. Leave it out of what you apply.', render(scenario)),
    ...objects.map(({ comment, value }) => withComment(comment, dump(value, { lineWidth: -1, noRefs: true }))),
  ];
  return documents.join('---\n');
}

const withComment = (comment: string, yaml: string): string => (comment === '' ? yaml : `# ${comment}\n${yaml}`);
