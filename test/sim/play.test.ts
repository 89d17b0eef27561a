import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { build, parse, run, STRATEGIES, strategyArms } from '../../src/sim/index.ts';
import { loadController, play } from '../../src/sim/play.ts';

const FILE = 'scenarios/07-bad-release-and-undo/scenario.yaml';
const IDS = STRATEGIES.map(({ id }) => id);
const arms = strategyArms(parse(readFileSync(FILE, 'utf8'), { file: FILE }).source, IDS);

describe('the slim door', () => {
  test.each(arms)('plays $id to the same trace as the door with everything in it', async ({ source }) => {
    const scenario = build(source);
    const [slim, whole] = [await play(scenario, { seed: 7 }), run(scenario, { seed: 7 })];
    expect(slim.facts).toEqual(whole.facts);
    expect(slim.digest).toBe(whole.digest);
  });

  test.each(IDS)('knows the controller of %s', async (id) => expect((await loadController(id)).id).toBe(id));

  test.each(['teleport', 'constructor'])('there is no strategy called %s', async (id) => {
    await expect(loadController(id)).rejects.toThrow(RangeError);
    await expect(loadController(id)).rejects.toThrow(`no strategy is called ${id}; there are ${IDS.join(', ')}`);
  });

  test('brings no schema with it, whatever a scenario asks for', () => {
    const reached = reachedFrom('src/sim/play.ts');
    expect(
      reached.filter((name) => /^(zod|js-yaml)|params[\w-]*\.ts$|src\/sim\/(scenario|metrics|experiment)\//.test(name)),
    ).toEqual([]);
    expect(reached.filter((name) => name.startsWith('src/sim/schema/'))).toEqual([
      'src/sim/schema/nearest.ts',
      'src/sim/schema/units.ts',
    ]);
    for (const id of IDS) expect(reached).toContain(`src/sim/strategies/${id}/controller.ts`);
  });
});

/** Every file and package that is loaded with a file when it runs: what is imported for its types alone is not. */
function reachedFrom(entry: string): string[] {
  const reached = new Set<string>(),
    pending = [entry];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    if (file.startsWith('src/')) pending.push(...loadedBy(file));
  }
  return [...reached].sort();
}

function loadedBy(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023, true),
    names: string[] = [];
  const visit = (node: ts.Node): void => {
    const isLoaded = ts.isImportDeclaration(node)
      ? !node.importClause?.isTypeOnly
      : ts.isExportDeclaration(node) && !node.isTypeOnly;
    if (isLoaded && (node as ts.ImportDeclaration).moduleSpecifier)
      names.push(((node as ts.ImportDeclaration).moduleSpecifier as ts.StringLiteral).text);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      names.push((node.arguments[0] as ts.StringLiteral).text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names.map((name) => (name.startsWith('.') ? posix.join(posix.dirname(file), name) : name));
}
