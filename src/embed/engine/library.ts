import { didYouMean, parse, type Scenario } from '../../sim/index.ts';
import { AddressProblem } from '../address/address.ts';

const FILES = import.meta.glob<string>('/scenarios/*/scenario.yaml', { query: '?raw', import: 'default', eager: true });
const TEXTS = new Map(Object.entries(FILES).map(([path, text]) => [path.split('/').at(-2)!, text]));

/** One of our own scenarios, by the name of its folder. Throws AddressProblem when there is none of that name. */
export function scenarioNamed(id: string): Scenario {
  const text = TEXTS.get(id);
  if (text === undefined) throw new AddressProblem(`There is no scenario “${id.slice(0, 60)}”. ${cureOf(id)}`);
  return parse(text, { file: `scenarios/${id}/scenario.yaml` }).scenario;
}

/** Whoever remembers the number, or nearly the name, is helped to it. */
function cureOf(id: string): string {
  const ids = [...TEXTS.keys()], meant = ids.find((known) => Number.parseInt(known, 10) === Number.parseInt(id, 10));
  const near = meant === undefined ? didYouMean(id, ids) : `Did you mean "${meant}"?`;
  return near.startsWith('Did') ? near : 'It goes by its folder, such as 03-rolling-good.';
}
