import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { measure, outcomeOf } from '../../../src/sim/metrics/index.ts';
import { run } from '../../../src/sim/run.ts';
import { parse } from '../../../src/sim/scenario/index.ts';

// Manifests as strangers have them, untouched: each must play to its end, and its file must be understood as told here.
test.each([
  ['helm-rendered-nginx.yaml', 'Deployment my-release-nginx', 3],
  ['kubectl-get-dump.yaml', 'Deployment web', 3],
  ['kubectl-get-list.yaml', 'Deployment web', 3],
  ['kustomize-output.yaml', 'Deployment staging-api', 2],
  ['percent-strings-and-shell-sleep.yaml', 'Deployment payment-service', 4],
  ['service-config-ingress-hpa-pdb.yaml', 'Deployment web', 3],
  ['deployment.json', 'Deployment gpu', 5],
])('%s is read as %s and promoted', (name, read, replicas) => {
  const parsed = parse(readFileSync(`test/fixtures/manifests/${name}`, 'utf8'), { file: name });
  expect([parsed.read, parsed.scenario.fleet.replicas]).toEqual([read, replicas]);
  const trace = run(parsed.scenario);
  expect(outcomeOf(trace)).toBe('promoted');
  expect(measure(trace).availability).toBeGreaterThan(0.99);
});

test('a preStop sleep in a shell saves every request', () => {
  const { scenario } = parse(readFileSync('test/fixtures/manifests/percent-strings-and-shell-sleep.yaml', 'utf8'));
  expect(scenario.fleet.preStop).toBe(15_000_000);
  expect(measure(run(scenario)).failed).toBe(0);
});

test('of a dump from the cluster only its status is worth a note', () => {
  const { notes } = parse(readFileSync('test/fixtures/manifests/kubectl-get-dump.yaml', 'utf8'));
  expect(notes.filter(({ kind }) => kind !== 'assumed')).toEqual([
    { kind: 'ignored', path: 'status', line: 79, message: 'Status was ignored: it says how the cluster stood when the file was written.' },
  ]);
});
