import { isMapping, show, type Json } from '../../schema/index.ts';
import { SELECTOR } from './known-fields.ts';
import type { Reader, Report } from './reader.ts';

/** The selector must be there, select something, and match the labels of the template. */
export function checkSelector(spec: Reader, template: Reader | null, report: Report): void {
  if (!spec.has('selector')) {
    report.fault(
      spec.at('selector'),
      'is missing ("Required value")',
      'Add selector.matchLabels with the labels of the template.',
    );
    return;
  }
  const selector = spec.mapping('selector', SELECTOR);
  if (selector === null) return;
  const wanted = selector.raw('matchLabels') ?? {},
    expressions = selector.list('matchExpressions') ?? [];
  if (!isMapping(wanted)) {
    report.fault(selector.at('matchLabels'), `must be a mapping, is ${show(wanted)}`, 'Write label: value.');
    return;
  }
  if (Object.keys(wanted).length === 0 && expressions.length === 0) {
    report.fault(
      selector.path.slice(),
      'is empty ("empty selector is invalid for deployment")',
      'Add matchLabels with the labels of the template.',
    );
    return;
  }
  const metadata = template?.raw('metadata'),
    labels = isMapping(metadata) && isMapping(metadata['labels']) ? metadata['labels'] : {};
  const missed = Object.entries(wanted).find(([label, value]) => !Object.hasOwn(labels, label) || labels[label] !== value);
  const path = [...spec.path, 'template', 'metadata', 'labels'];
  if (missed !== undefined) {
    const [label, value] = missed,
      has = Object.hasOwn(labels, label) ? show(labels[label]) : 'no such label';
    const message = `do not match the selector, which wants ${label}: ${show(value).slice(0, 60)} and finds ${has} ("\`selector\` does not match template \`labels\`")`;
    report.fault(path, message, 'Give the template the label that the selector wants.');
  } else if (!expressions.every((expression) => holds(expression, labels))) {
    report.fault(
      path,
      'do not match the selector’s matchExpressions ("`selector` does not match template `labels`")',
      'Make the labels and the selector agree.',
    );
  }
}

function holds(expression: Json, labels: Record<string, Json>): boolean {
  if (!isMapping(expression)) return false;
  const { key: label, operator, values } = expression,
    key = typeof label === 'string' ? label : '',
    has = Object.hasOwn(labels, key);
  const listed = has && Array.isArray(values) && values.includes(labels[key]!);
  switch (operator) {
    case 'In':
      return listed;
    case 'NotIn':
      return !listed;
    case 'Exists':
      return has;
    case 'DoesNotExist':
      return !has;
    default:
      return false;
  }
}
