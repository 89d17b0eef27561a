// Proves that the type checker and the linter can fail: both must object to everything that is wrong on purpose beside this file.
import { spawnSync } from 'node:child_process';
import { delimiter, resolve } from 'node:path';

const PATH = `${resolve('node_modules/.bin')}${delimiter}${process.env.PATH}`;
const EXPECTED = {
  'svelte-check --tsconfig test/canaries/tsconfig.json --output machine': [
    "wrong.ts\" 1:14 \"Type 'string' is not assignable to type 'number'",
    "Wrong.svelte\" 3:9 \"Type 'number' is not assignable to type 'string'",
  ],
  'eslint test/canaries': [
    '@typescript-eslint/no-floating-promises',
    'svelte/no-at-html-tags',
    'svelte/require-each-key',
    'The content security policy drops style attributes',
    'no-restricted-properties',
    'no-restricted-globals',
  ],
};

let silent = 0;
for (const [command, complaints] of Object.entries(EXPECTED)) {
  const { status, stdout, stderr } = spawnSync(command, {
    encoding: 'utf8',
    env: { ...process.env, PATH, LINT_CANARIES: '1' },
    shell: true,
  });
  const missing = complaints.filter((complaint) => !stdout.includes(complaint));
  if (status === 0) missing.push('a failing exit code');
  for (const complaint of missing) console.error(`The canary died: \`${command}\` did not report: ${complaint}`);
  if (missing.length > 0) console.error(stdout, stderr);
  silent += missing.length;
}
if (silent === 0) console.log('The type checker and the linter object to all canaries.');
process.exitCode = silent === 0 ? 0 : 1;
