// `npm test`: every stage, from fast to slow, each of them even when an earlier one failed; then one line that adds them up.
// Words after `npm test --` go to Vitest: `npm test -- rolling` runs the tests whose file names hold that word.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';

const REPORT = 'node_modules/.cache/cutover/tests.json';
const VITEST = `vitest run --reporter=default --reporter=json --outputFile.json=${REPORT}`;
const PATH = `${resolve('node_modules/.bin')}${delimiter}${process.env.PATH}`;
const STAGES = [
  { name: 'types', command: 'npm run --silent check' },
  { name: 'lint', command: 'npm run --silent lint' },
  { name: 'build', command: 'npm run --silent build' },
  { name: 'tests', command: [VITEST, ...process.argv.slice(2)].join(' ') },
];

mkdirSync('node_modules/.cache/cutover', { recursive: true });
rmSync(REPORT, { force: true });
const results = STAGES.map(({ name, command }) => {
  console.log(`\n── ${name} ──`);
  const startedAt = performance.now();
  const { status } = spawnSync(command, { shell: true, env: { ...process.env, PATH }, stdio: ['ignore', 'inherit', 'inherit'] });
  return { name, failed: status !== 0, seconds: (performance.now() - startedAt) / 1000 };
});

const tests = readReport();
// A stage counts as one check of its own. When only Vitest's process failed, and none of its tests, that too is one failure.
const failedStages = results.filter(({ name, failed }) => failed && !(name === 'tests' && tests.failed > 0));
const passed = tests.passed + results.filter(({ failed, name }) => !failed && name !== 'tests').length;
const failed = tests.failed + failedStages.length;
console.log(
  `\n${results.map(({ name, failed, seconds }) => `${name} ${failed ? 'FAILED' : 'ok'} ${seconds.toFixed(0)} s`).join(' · ')}`,
);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** A test file that could not even be loaded has no tests to count, and counts as one that failed. */
function readReport() {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(REPORT, 'utf8'));
    const unloaded = testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0);
    return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
  } catch {
    return { passed: 0, failed: 0 };
  }
}
