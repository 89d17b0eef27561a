import { isMapping, show, type Json } from '../../schema/index.ts';
import type { Path, Reader, Report } from './reader.ts';

/** Labels and annotations are texts throughout: a version or a port without quotes is what API servers reject most often. */
export function checkMetadata(metadata: Reader | null, report: Report): void {
  for (const key of ['labels', 'annotations']) {
    const value = metadata?.raw(key);
    if (metadata === null || value === undefined) continue;
    if (isMapping(value))
      for (const [name, entry] of Object.entries(value)) checkText(entry, [...metadata.at(key), name], report);
    else report.fault(metadata.at(key), `must be a mapping, is ${show(value)}`, 'Write name: value.');
  }
}

/** The same of a container's environment; its ports must be a list. */
export function checkEnvironment(container: Reader, report: Report): void {
  container.list('ports');
  for (const [index, entry] of (container.list('env') ?? []).entries()) {
    const path = [...container.at('env'), index];
    if (!isMapping(entry)) report.fault(path, `must be a mapping, is ${show(entry)}`, 'Write { name: …, value: … }.');
    else if (entry['value'] !== undefined) checkText(entry['value'], [...path, 'value'], report);
  }
}

function checkText(value: Json, path: Path, report: Report): void {
  if (typeof value === 'string' || value === null) return;
  const type = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  const isScalar = typeof value !== 'object';
  report.fault(
    path,
    `must be a text, is ${show(value)} (cannot unmarshal ${type} into a field of type string)`,
    isScalar ? `Put it in quotes: ${show(String(value))}.` : 'Write a text.',
  );
}
