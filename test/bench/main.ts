import { cpus } from 'node:os';
import { compare } from './compare.ts';
import type { Suite } from './suite.ts';

const suites = Object.values(import.meta.glob<Suite[]>('./suites/*.ts', { eager: true, import: 'suites' })).flat();
const wanted = process.argv.slice(2);

console.log(`${cpus()[0]!.model.trim()}, ${cpus().length} cores, Node ${process.version}\n`);
for (const suite of suites) {
  if (wanted.length === 0 || wanted.includes(suite.id)) console.log(compare(suite));
}
