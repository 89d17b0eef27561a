import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { main } from '../src/cli/main.ts';

// Every scenario's printed run is example, documentation and test at once. `UPDATE_GOLDEN=1` writes them anew: read the difference.
const FOLDERS = readdirSync('scenarios').filter((name) => existsSync(join('scenarios', name, 'scenario.yaml')));

/** What `cutover run` prints for a scenario at seed 1, without colour. The path is written with forward slashes on every system. */
async function printed(name: string): Promise<{ code: number; out: string }> {
  let out = '';
  const code = await main(['run', `scenarios/${name}/scenario.yaml`], {
    out: (text) => void (out += text),
    err: () => {},
    stdin: () => Promise.resolve(''),
    now: () => 0,
    style: (_look, text) => text,
  });
  return { code, out };
}

test('there are scenarios to hold', () => expect(FOLDERS.length).toBeGreaterThanOrEqual(6));

test.each(FOLDERS)('%s prints what expected.txt says', async (name) => {
  const { code, out } = await printed(name);
  const file = join('scenarios', name, 'expected.txt');
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, out);
  expect(code).toBe(0);
  expect(out).toBe(readFileSync(file, 'utf8'));
});
