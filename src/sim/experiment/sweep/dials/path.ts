import { build, type Json, type Knob, type Source } from '../../../scenario/index.ts';
import { didYouMean } from '../../../schema/index.ts';
import { countsAround, durationsAround, numbersAround, ratesAround, serversUpTo, sharesAround } from '../around.ts';
import { plainDial, type Dial, type DialKind } from '../dial.ts';
import { leafAt, leavesOf } from '../leaves.ts';

const KINDS: Readonly<Partial<Record<Knob['control'], DialKind>>> = {
  percent: 'share',
  duration: 'duration',
  distribution: 'duration',
  rate: 'rate',
  intOrPercent: 'servers',
  integer: 'count',
  number: 'number',
};

/** Any knob of a world as a dial; null when it has none at this path. */
export function pathDial(path: string, source: Source): Dial | null {
  const knob = leafAt(source, path);
  if (knob === undefined || knob.control === 'list' || knob.control === 'dictionary' || path === 'title' || path === 'description') return null;
  const { label, help, control } = knob;
  return plainDial({
    id: path,
    label,
    help,
    kind: KINDS[control] ?? 'word',
    places: (world) => (leafAt(world, path) === undefined ? `There is no ${path} in this world.` : [path]),
    around: (own, world) => valuesOf(knob, own, world),
  });
}

/** Empty where nobody can guess what is worth a look. */
function valuesOf({ control, options }: Knob, own: Json | null, source: Source): Json[] {
  switch (control) {
    case 'percent':
      return sharesAround(own);
    case 'duration':
    case 'distribution':
      return typeof own === 'object' && own !== null ? [] : durationsAround(own, ['10s', '20s', '40s', '80s']);
    case 'rate':
      return ratesAround(own);
    case 'intOrPercent':
      return serversUpTo(own, build(source).fleet.replicas);
    case 'integer':
      return countsAround(own);
    case 'number':
      return numbersAround(own);
    case 'switch':
      return [false, true];
    case 'choice':
      return (options ?? []).map(({ value }) => value);
    case 'text':
    case 'list':
    case 'dictionary':
      return [];
  }
}

/** What somebody meant who wrote a path that is not there. */
export function pathCure(path: string, named: readonly string[], source: Source): string {
  const paths = leavesOf(source).flatMap(({ path: one }) => (pathDial(one, source) === null ? [] : [one])),
    cure = didYouMean(path, [...named, ...paths]);
  if (cure.startsWith('Did you mean')) return cure;
  const last = path.split('.').at(-1)!,
    alike = paths.filter((each) => each.split('.').at(-1) === last).slice(0, 3);
  return alike.length > 0 ? `There is ${alike.join(', ')}.` : `Name one of ${named.join(', ')}, or a path such as traffic.rate.`;
}
