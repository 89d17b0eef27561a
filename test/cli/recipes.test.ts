import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { load } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256Of } from '../../src/results/index.ts';
import { buildProgram, type Program } from './built-program.ts';
import { SMALL } from './run-main.ts';

// The scripts that people copy, run as they are where this machine has what they need, and by hand as their schedulers would.
const RECIPES = resolve('public/recipes');
const TIMEOUT = 120_000;

let program: Program, whole: string;
beforeAll(async () => {
  program = await buildProgram();
  // As it is called once it is installed.
  writeFileSync(join(program.folder, 'cutover'), `#!/bin/sh\nexec '${process.execPath}' '${resolve(program.file)}' "$@"\n`);
  chmodSync(join(program.folder, 'cutover'), 0o755);
  for (const name of ['serial', 'parallel', 'slurm', 'kubernetes', 'actions']) {
    mkdirSync(join(program.folder, name));
    // A name that a shell would take apart.
    for (const file of ['web.yaml', "the web's.yaml"]) writeFileSync(join(program.folder, name, file), SMALL);
  }
  sh('serial', 'cutover compare web.yaml --runs 6 --out results');
  whole = await runsIn('serial');
}, TIMEOUT);
afterAll(() => program.remove());

const runsIn = (name: string): Promise<string> =>
  sha256Of(new Uint8Array(readFileSync(join(program.folder, name, 'results', 'runs.parquet'))));

/** A line of a shell in a folder of its own, where `cutover` is on the path; fails unless it ends well. */
function sh(name: string, line: string, env: Record<string, string> = {}): string {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', line], {
    cwd: join(program.folder, name),
    encoding: 'utf8',
    env: { ...process.env, PATH: `${resolve(program.folder)}${delimiter}${process.env['PATH']}`, ...env },
  });
  expect([status, stderr]).toEqual([0, stderr]);
  return stdout;
}

const hasParallel = spawnSync('parallel', ['--version']).status === 0;
if (!hasParallel) console.warn('GNU parallel is not installed: its recipe is NOT tested here.');

describe('the recipes for shards', { timeout: TIMEOUT }, () => {
  test.skipIf(!hasParallel)('GNU parallel plays all shards and merges them, whatever the file is called', async () => {
    const script = join(RECIPES, 'shards-parallel.sh');
    expect(sh('parallel', `sh '${script}' web.yaml 6`, { SHARDS: '3' })).toContain('6 runs of each row');
    expect(await runsIn('parallel')).toBe(whole);
    expect(sh('parallel', `sh '${script}' "the web's.yaml" 6 'so many'`, { SHARDS: '2' })).toContain('6 runs of each row');
  });

  test('every task of a Slurm array plays its shard', async () => {
    for (const index of ['2', '1'])
      sh('slurm', `sh '${join(RECIPES, 'shards-slurm.sh')}' web.yaml 6`, {
        ...{ SLURM_ARRAY_TASK_ID: index, SLURM_ARRAY_TASK_COUNT: '2', SLURM_CPUS_PER_TASK: '1' },
      });
    sh('slurm', 'cutover merge results');
    expect(await runsIn('slurm')).toBe(whole);
  });

  test('every pod of an Indexed Job plays its shard, although indices count from 0', async () => {
    const job = load(readFileSync(join(RECIPES, 'shards-kubernetes.yaml'), 'utf8')) as {
      spec: {
        completions: number;
        template: { spec: { containers: { command: string[]; env: { name: string; value: string }[] }[] } };
      };
    };
    const { command, env } = job.spec.template.spec.containers[0]!;
    expect(env).toEqual([{ name: 'SHARDS', value: String(job.spec.completions) }]);
    for (const index of ['0', '1'])
      sh('kubernetes', command[2]!.replace('--runs 1000', '--runs 6'), { JOB_COMPLETION_INDEX: index, SHARDS: '2' });
    sh('kubernetes', 'cutover merge results');
    expect(await runsIn('kubernetes')).toBe(whole);
  });

  test('every job of a matrix plays its shard, and the summary is a table', async () => {
    const workflow = load(readFileSync(join(RECIPES, 'shards-actions.yaml'), 'utf8')) as {
      jobs: Record<'shard' | 'merge', { steps: { run?: string }[] }>;
    };
    const [play] = workflow.jobs.shard.steps.flatMap(({ run }) => run ?? []),
      [merge] = workflow.jobs.merge.steps.flatMap(({ run }) => run ?? []);
    for (const index of ['1', '2'])
      sh(
        'actions',
        play!
          .replace('npx cutover', 'cutover')
          .replace('deploy/', '')
          .replace('--runs 1000', '--runs 6')
          .replace('${{ matrix.index }}', index)
          .replace('${{ strategy.job-total }}', '2'),
      );
    sh('actions', merge!.replace('npx cutover', 'cutover'), { GITHUB_STEP_SUMMARY: 'summary.md' });
    expect(await runsIn('actions')).toBe(whole);
    expect(readFileSync(join(program.folder, 'actions', 'summary.md'), 'utf8')).toContain('6 runs of each row');
  });
});
