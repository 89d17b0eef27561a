import { isMapping, read, type Fault, type Json } from '../schema/index.ts';
import { checkScenario } from './checks.ts';
import { issueOf, ScenarioError } from './issues.ts';
import { DEPTH_MAX, FORBIDDEN_KEYS, ISSUES_MAX, NODES_MAX } from './limits.ts';
import { sourceSchema, type Written } from './schema.ts';
import { writtenOut } from './short-forms.ts';
import type { Source } from './source.ts';
import type { Scenario } from './types.ts';

/** A source has no text, and so no lines. */
const NOWHERE = { file: 'scenario', line: null, column: null };

/** A source turned into a scenario for the engine. Throws ScenarioError whose issues have paths but, for want of a text, no lines. */
export function build(source: Source): Scenario {
  const built = tryBuild(source);
  if (built.scenario === null) throw new ScenarioError(built.faults.slice(0, ISSUES_MAX).map((fault) => issueOf(NOWHERE, fault)));
  return built.scenario;
}

/** The scenario, or null and everything that is wrong with it. */
export function tryBuild(given: Source): { scenario: Scenario | null; faults: Fault[] } {
  const unsafe = checkTree(given);
  if (unsafe.length > 0) return { scenario: null, faults: unsafe };
  const source = writtenOut(given);
  const reading = read(sourceSchema, source);
  if (!reading.ok) return { scenario: null, faults: [...reading.faults, ...checkTheRest(source, reading.faults)] };
  const scenario = assemble(reading.value),
    faults = checkScenario(scenario);
  return faults.length === 0 ? { scenario, faults } : { scenario: null, faults };
}

/** Sections that others speak of: while one of these is wrong, nothing can be said about the others. */
const SPOKEN_OF = ['horizon', 'revisions'];

/** What is wrong between the sections that can be read, so that nobody has to mend a file twice; the others are taken as left out. */
function checkTheRest(source: Source, faults: readonly Fault[]): Fault[] {
  const wrong = new Set(faults.map(({ path }) => String(path[0])));
  if (SPOKEN_OF.some((section) => wrong.has(section))) return [];
  const sound = Object.fromEntries(Object.entries(source).filter(([section]) => !wrong.has(section)));
  const reading = read(sourceSchema, wrong.has('strategy') ? { ...sound, strategy: { rolling: {} } } : sound);
  if (!reading.ok) return [];
  const isKnown = ({ path }: Fault): boolean => !wrong.has(String(path[0])) && !(wrong.has('fleet') && path.at(-1) === 'node');
  return checkScenario(assemble(reading.value)).filter(isKnown);
}

function assemble({ revisions, rollout, ...rest }: Written): Scenario {
  const named = revisions.map(([id, revision]) => ({ id, ...revision }));
  return { ...rest, revisions: named, rollout: { at: rollout.at, to: rollout.to ?? named[1]?.id ?? '' } };
}

/** A source may come from a link or a program as well as from our own reader, so the caps of the text are checked again on the tree. */
export function checkTree(root: Json): Fault[] {
  const rest: { value: Json; path: (string | number)[] }[] = [{ value: root, path: [] }];
  let nodes = 0;
  for (let entry = rest.pop(); entry !== undefined; entry = rest.pop()) {
    const { value, path } = entry;
    if (++nodes > NODES_MAX)
      return [{ path: [], atKey: false, message: `has more than ${NODES_MAX} values`, cure: 'Shorten it.' }];
    if (path.length > DEPTH_MAX)
      return [
        { path: path.slice(0, 3), atKey: false, message: `is nested more than ${DEPTH_MAX} levels deep`, cure: 'Flatten it.' },
      ];
    if (Array.isArray(value)) for (const [index, item] of value.entries()) rest.push({ value: item, path: [...path, index] });
    else if (isMapping(value)) {
      for (const [key, item] of Object.entries(value)) {
        if (FORBIDDEN_KEYS.includes(key))
          return [{ path: [...path, key], atKey: true, message: 'is not allowed as a key', cure: 'Rename it.' }];
        rest.push({ value: item, path: [...path, key] });
      }
    }
  }
  return [];
}
