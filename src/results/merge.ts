import { fingerprintOf, type Row } from '../sim/index.ts';
import { ResultsProblem } from './problem.ts';
import { allOf, inOrder, inWords, missingIn, rangesOf, runOf, type Results } from './results.ts';

/** Results with the name of their file, for what has to be said about it. */
export interface NamedResults {
  name: string;
  results: Results;
}

/**
 * Puts the parts of a plan together to the whole of it.
 * @throws ResultsProblem for parts of different plans or versions, a run that two of them hold, and runs that none does
 */
export function mergeOf(files: readonly NamedResults[]): Results {
  const [first, ...others] = files;
  if (first === undefined)
    throw new ResultsProblem('There is nothing to merge: play shards with cutover compare … --shard 1/3 --out DIR.');
  const { plan, tool, asked } = first.results,
    fingerprint = fingerprintOf(plan);
  for (const { name, results } of others) {
    if (fingerprintOf(results.plan) !== fingerprint)
      throw new ResultsProblem(`${first.name} and ${name} are of different plans: keep only the results of one in a folder.`);
    if (results.tool !== tool)
      throw new ResultsProblem(
        `${first.name} was played by ${tool} and ${name} by ${results.tool}: play one of them again, so that all are of one version.`,
      );
  }
  const heldBy = new Map<number, string>(),
    rows: Row[] = [];
  for (const { name, results } of files) {
    for (const row of results.rows) {
      const run = runOf(plan, row),
        other = heldBy.get(run);
      if (other !== undefined)
        throw new ResultsProblem(`${other} and ${name} both hold ${inWords({ from: run, to: run + 1 })}: remove one of them.`);
      heldBy.set(run, name);
      rows.push(row);
    }
  }
  const ordered = inOrder(plan, rows),
    missing = missingIn(allOf(plan), rangesOf(plan, ordered));
  if (missing.length > 0)
    throw new ResultsProblem(
      `${capital(missing.map(inWords).join(', '))} of ${allOf(plan).to} are in none of ${listed(files)}: ${cureOf(files)}.`,
    );
  return { tool, plan, rows: ordered, shard: null, asked };
}

/** Which shards are still to be played, where they are parts of one whole. */
function cureOf(files: readonly NamedResults[]): string {
  const shards = files.map(({ results }) => results.shard),
    count = shards[0]?.count;
  if (count === undefined || shards.some((shard) => shard?.count !== count)) return 'play them, too';
  const there = new Set(shards.map((shard) => shard!.index)),
    absent = Array.from({ length: count }, (_, index) => index + 1).filter((index) => !there.has(index));
  return `play ${absent
    .slice(0, 5)
    .map((index) => `--shard ${index}/${count}`)
    .join(' and ')}${absent.length > 5 ? ` and ${absent.length - 5} more` : ''}, too`;
}

const listed = (files: readonly NamedResults[]): string =>
  files.length <= 3 ? files.map(({ name }) => name).join(', ') : `the ${files.length} files`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
