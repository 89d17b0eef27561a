import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { version } from '../../package.json';
import { SMALL, cutover } from './run-main.ts';

const folder = mkdtempSync(join(tmpdir(), 'cutover-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const small = file('small.yaml', SMALL);
const bad = file('bad.yaml', SMALL.replace('replicas: 2', 'replcas: 2'));

test('run prints title, timeline, sentences and metrics to standard output', async () => {
  const { code, out } = await cutover(['run', small]);
  expect(code).toBe(0);
  expect(out.split('\n')[0]).toBe('Small');
  expect(out).toContain('served/offered');
  expect(out).toMatch(/^ ?0:10\.000 .*v2 0→1: /m);
  expect(out).toMatch(/^Outcome +Promoted: v2 had all requests/m);
  expect(out).toMatch(/^Availability +\d/m);
});

test('the same seed prints the same bytes, another seed does not', async () => {
  const [first, again, other] = await Promise.all(
    [['1'], ['1'], ['2']].map(([seed]) => cutover(['run', small, '--seed', seed!])),
  );
  expect(first!.out).toBe(again!.out);
  expect(first!.out).not.toBe(other!.out);
});

test('--set changes a value and is checked like the file', async () => {
  const { out } = await cutover(['run', small, '--set', 'fleet.replicas=3', '--set', 'title=Three']);
  expect(out).toContain('Three');
  expect(out).toContain('3 servers of v1 in service');
  const refused = await cutover(['run', small, '--set', 'fleet.replicas=minus']);
  expect([refused.code, refused.out]).toEqual([2, '']);
  expect(refused.err).toContain('fleet.replicas');
});

test('json prints one flat object a line with seconds and plain reasons', async () => {
  const { out } = await cutover(['run', small, small, '--format', 'json']);
  const lines = out
    .trimEnd()
    .split('\n')
    .map(
      (line) =>
        JSON.parse(line) as Record<string, unknown> & { facts: Record<string, unknown>[]; metrics: Record<string, number> },
    );
  expect(lines).toHaveLength(2);
  const [first] = lines;
  expect(Object.keys(first!)).toEqual(['schema', 'tool', 'file', 'scenario', 'seed', 'digest', 'outcome', 'metrics', 'facts']);
  expect(first).toMatchObject({
    tool: `cutover ${version}`,
    file: small,
    seed: 1,
    outcome: 'promoted',
    scenario: { title: 'Small' },
  });
  expect(first!.facts.find((fact) => fact.type === 'replicaset.scaled' && fact.at === 10)).toMatchObject({
    at: 10,
    revision: 'v2',
    from: 0,
    to: 1,
    reason: expect.any(String) as string,
  });
  expect(first!.facts.find((fact) => fact.type === 'weight.changed')).toMatchObject({ weights: { v1: 1 } });
  expect(first!.facts.some((fact) => 'why' in fact)).toBe(false);
  expect(first!.metrics.leadTime).toBeGreaterThan(8);
  expect(first!.metrics.leadTime).toBeLessThan(40);
});

test('csv has one quoted row per metric and file, and disarms formulas', async () => {
  const evil = file('evil.yaml', SMALL.replace('title: Small', 'title: \'=HYPERLINK("http://x")\''));
  const { out } = await cutover(['run', evil, small, '--format', 'csv']);
  const rows = out.trimEnd().split('\r\n');
  expect(rows[0]).toBe('"file","title","seed","digest","outcome","metric","label","unit","value"');
  expect(rows[1]).toMatch(
    /^".*evil\.yaml","'=HYPERLINK\(""http:\/\/x""\)","1","[0-9a-f]{16}","promoted","offered","Requests","requests","\d+"$/,
  );
  expect(rows.filter((row) => row.includes('"downtime"'))).toHaveLength(2);
  expect(rows.filter((row) => row.startsWith('"file"'))).toHaveLength(1);
});

test('md escapes what Markdown would take for its own', async () => {
  const evil = file('evil-md.yaml', SMALL.replace('title: Small', "title: 'a | <b> [c](d) `e`'"));
  const { out } = await cutover(['run', evil, '--format', 'md']);
  expect(out.split('\n')[0]).toBe('## a \\| \\<b\\> \\[c\\](d) \\`e\\`');
  expect(out).toContain('| metric | value |\n| --- | ---: |\n| Requests | ');
});

test('control characters of a title never reach the terminal', async () => {
  const evil = file('evil-esc.yaml', SMALL.replace('title: Small', 'title: "red \\e[31m alert \\x9b bell \\a"'));
  for (const format of ['text', 'csv', 'md']) {
    const { out, err } = await cutover(['run', evil, '--format', format]);
    expect(out + err).not.toMatch(/[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f]/);
  }
});

test('colour comes only from the terminal', async () => {
  const { out } = await cutover(['run', small], '', (look, text) => `<${look}>${text}</>`);
  expect(out).toContain('<bold>Small</>');
  expect(out).toContain('<blue>●</>');
  expect(out).toContain('<yellow>■</>');
});

test('a bad file is told at its line, the others still run, and the code is 2', async () => {
  const { code, out, err } = await cutover(['run', bad, small]);
  expect(code).toBe(2);
  expect(err).toMatch(/bad\.yaml:4:\d+ +fleet\.replcas: .*replicas/);
  expect(out).toContain('Small');
});

test('missing files and directories are one clear line each', async () => {
  const { code, out, err } = await cutover(['run', join(folder, 'none.yaml'), folder]);
  expect([code, out]).toEqual([2, '']);
  expect(err).toBe(
    `${join(folder, 'none.yaml')}: no such file. Check the name and the folder.\n${folder}: is a directory. Name a file in it.\n`,
  );
});

test('- reads standard input', async () => {
  expect((await cutover(['run', '-'], SMALL)).out).toContain('<stdin> · rolling');
  const wrong = await cutover(['check', '-'], 'title: [');
  expect(wrong.code).toBe(2);
  expect(wrong.err).toContain('<stdin>:1:');
});

test('check says ok with the notes, or what is wrong', async () => {
  expect(await cutover(['check', small])).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringContaining(
      `${small}  ok, read as scenario: Small · rolling · v1 → v2 · 2 servers · 1:00 · about 300 requests\n`,
    ) as string,
  });
  const both = await cutover(['check', bad, small]);
  expect(both.code).toBe(2);
  expect(both.out).toContain('ok, read as scenario: Small');
});

test('usage errors are 2, help and version are 0', async () => {
  expect((await cutover(['--version'])).out).toBe(`${version}\n`);
  expect(await cutover(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('cutover run scenarios/') as string });
  for (const args of [
    [],
    ['run'],
    ['fly'],
    ['run', small, '--seed', 'x'],
    ['run', small, '--format', 'xml'],
    ['run', small, '--set', 'oops'],
    ['run', small, '--nope'],
  ]) {
    expect([args, (await cutover(args)).code]).toEqual([args, 2]);
  }
});

const MANIFEST = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, uid: 5f2b0f0e, resourceVersion: "12" }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web }, creationTimestamp: null }
    spec:
      securityContext: {}
      containers:
        - name: web
          image: web:1
          env: [{ name: A, value: b }]
          envFrom:
          resources: { limits: { cpu: 1 } }
          readinessProbe: { httpGet: { path: /, port: 80 } }
status: { replicas: 2 }
`;

test('the notes of a run sum up what is not modelled, check tells each at its line', async () => {
  const web = file('web.yaml', MANIFEST);
  const { code, out, err } = await cutover(['run', web]);
  expect(code).toBe(0);
  expect(out).toMatch(/^Outcome +Promoted: v2/m);
  expect(err).toContain(
    `${web}:19  note: status: Status was ignored: it says how the cluster stood when the file was written.\n`,
  );
  expect(err).toContain(`${web}  note: Not modelled: env, resources. (cutover check says where.)\n`);
  const checked = await cutover(['check', web]);
  expect(checked.out).toContain(
    `${web}  ok, read as Deployment web: web · rolling · v1 → v2 · 2 servers · 10:00 · about 24,000 requests\n`,
  );
  expect(checked.out).toContain(`${web}:15  note: Not modelled: spec.template.spec.containers.0.env.\n`);
  expect(checked.out).not.toContain('securityContext');
});

test('--set reaches what is there by default, and says which setting is wrong', async () => {
  const web = file('web-set.yaml', MANIFEST);
  const set = (...settings: string[]) => cutover(['run', web, ...settings.flatMap((one) => ['--set', one])]);
  expect((await set('revisions.v2.errorRate=50%')).out).toMatch(/^Outcome +Degraded/m);
  expect((await set('faults.0.kind=crash', 'faults.0.at=50s')).out).toContain('fault: crash (1 server)');
  expect(await set('fleet.replcas=3')).toEqual({
    code: 2,
    out: '',
    err: `${web} --set  fleet.replcas: is not known. Did you mean "replicas"?\n`,
  });
  for (const path of ['fleet..replicas', '.fleet', 'fleet.', '__proto__.a'])
    expect([path, (await set(`${path}=3`)).code]).toEqual([path, 2]);
});

test('text is at most 160 columns wide, and the state of the machine is in words', async () => {
  const { out } = await cutover(['run', 'scenarios/07-bad-release-and-undo/scenario.yaml']);
  expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(160);
  expect(out).toContain('  rolling out: progressing  ');
  expect(out).not.toContain('…');
});

test('UTF-16, as PowerShell writes it, is read', async () => {
  const wide = join(folder, 'wide.yaml');
  writeFileSync(wide, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(SMALL, 'utf16le')]));
  expect((await cutover(['check', wide])).code).toBe(0);
});

test('of a long list of problems twenty are told', async () => {
  const { code, err } = await cutover(['check', file('many.yaml', `title: T\n${'a: 1\n'.repeat(100)}`)]);
  const lines = err.trimEnd().split('\n');
  expect([code, lines.length]).toEqual([2, 21]);
  expect(lines[20]).toMatch(/ {2}and \d+ more problems\. Mend the ones above first\.$/);
});

test('a run that takes more than a minute is given up', async () => {
  let minutes = 0;
  const { code, out, err } = await cutover(['run', small], '', undefined, () => 60_001 * minutes++);
  expect([code, out, err]).toEqual([
    2,
    '',
    `${small}: is given up after 60 seconds. Lower the rate, the horizon or the number of servers.\n`,
  ]);
});

test('help says what the formats hold and where the limits are', async () => {
  const out = (await cutover(['run', '--help'])).out.replace(/\s+/g, ' ');
  expect(out).toContain('{ schema, tool, file, scenario, seed, digest, outcome, metrics, facts }');
  expect(out).toContain('Limits: 3 million requests, 30 million events and 60 seconds a run');
});
