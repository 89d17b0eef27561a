import { expect, test } from 'vitest';
import { GLYPHS, timeline, wrap } from '../../../src/sim/trace/index.ts';
import { acted, alarm, buildTrace, enters, fault, known, request, scaled, state, weights, wants } from './build-trace.ts';

test('the timeline has a line a change, with glyphs, requests, machine and reason', () => {
  const trace = buildTrace({
    facts: [
      enters(0, 'v1-1', 'available'),
      enters(0, 'v1-2', 'available'),
      known(0, 'v1-1'),
      weights(0, { v1: 1 }),
      state(0, 'idle'),
      wants(10, 'v2'),
      scaled(10, 'v2', 0, 1),
      state(10, 'progressing', 'A rollout of v2 was asked for.'),
      enters(10, 'v2-1', 'starting'),
      enters(14.25, 'v2-1', 'available'),
      weights(15, { v1: 0.667, v2: 0.333 }),
      weights(50, { v2: 1 }),
      fault(20, 'crash', 'v1'),
      enters(20, 'v1-2', 'crashed'),
      alarm(25, 0.25),
      acted(30, 'undo', false, 'Nothing to undo.'),
    ],
    requests: [request(1, 5, 5.1, 'v1-1'), request(1, 19.9, 20, 'v1-2', 'reset'), request(1, 40, 40.1, 'v1-1')],
  });
  expect(timeline(trace)).toEqual([
    'v1  ● available  ⊗ crashed',
    'v2  ◧ starting  ■ available',
    '',
    '    time  servers  to v2  served/offered  failed   machine      what happened',
    '0:00.000  ●●          0%             0/0           idle         2 servers of v1 in service; v2 is due at 0:10',
    '0:10.000  ●●◧         0%             1/1           progressing  A rollout of v2 was asked for; v2 0→1: A test said so',
    '0:14.250  ●●■         0%             0/0           progressing  1 v2 available',
    '0:20.000  ●⊗■        33%             0/1  ✕1       progressing  fault: crash (v1); 1 v1 crashed',
    '0:25.000  ●⊗■        33%             0/0           progressing  ALARM: 25% of requests fail',
    '0:30.000  ●⊗■        33%             0/0           progressing  operator: undo, refused: Nothing to undo',
    '0:50.000  ●⊗■       100%             1/1           progressing  all requests go to v2',
    '1:00.000  ●⊗■       100%             0/0           progressing  end of the run',
  ]);
});

test('a long story is told in at most sixty lines, and many servers as counts', () => {
  const ids = Array.from({ length: 100 }, (_, i) => `v1-${i + 1}`);
  const trace = buildTrace({
    header: { replicas: 100 },
    facts: ids.flatMap((id, i) => [enters(i < 50 ? 0 : 1 + i / 10, id, 'starting'), enters(1 + i / 3, id, 'available')]),
  });
  const lines = timeline(trace);
  expect(lines.slice(3).length).toBeLessThanOrEqual(60);
  expect(lines.at(-1)).toContain('●×100');
  expect(lines.join('\n')).toMatch(/\d+ v1 available/);
});

test('no two states of a role share a glyph, and no glyph belongs to both roles', () => {
  const all = [...Object.values(GLYPHS.stable), ...Object.values(GLYPHS.next)];
  expect(new Set(all).size).toBe(all.length);
  expect(all.filter((glyph) => glyph.length !== 1)).toEqual([]);
});

test('colour comes from the caller only', () => {
  const trace = buildTrace({ facts: [enters(0, 'v1-1', 'available'), enters(5, 'v1-1', 'crashed')] });
  const painted = timeline(trace, (role, text) => `<${role}>${text}</>`).join('\n');
  expect(painted).toContain('<stable>●</>');
  expect(painted).toContain('<harm>⊗</>');
});

test('a person who acts is told once', () => {
  const base = {
    facts: [
      enters(0, 'v1-1', 'available'),
      state(0, 'idle'),
      acted(20, 'undo', true, ''),
      state(20, 'rollingBack.progressing', 'a person went back to v1 (undo)'),
    ],
  };
  const trace = buildTrace(base);
  const person = trace.facts.findIndex(({ type }) => type === 'operator.acted');
  Object.assign(
    trace.facts.find((fact) => fact.type === 'rollout.state' && fact.at > 0)!,
    { cause: person },
  );
  expect(timeline(trace).filter((line) => line.startsWith('0:20'))).toEqual([
    '0:20.000  ●            –             0/0           rolling back: progressing  operator: undo',
  ]);
});

test('text is wrapped at spaces, whatever pieces it is made of', () => {
  const lines = wrap([{ text: 'one two', role: 'a' }, { text: '; ' }, { text: 'three four', role: 'b' }], 9);
  expect(lines).toEqual([
    [{ text: 'one two', role: 'a' }, { text: ';' }],
    [{ text: 'three', role: 'b' }],
    [{ text: 'four', role: 'b' }],
  ]);
  expect(wrap([{ text: 'a-word-that-is-long b' }], 5)).toEqual([[{ text: 'a-word-that-is-long' }], [{ text: 'b' }]]);
  expect(wrap([{ text: '' }], 5)).toEqual([[]]);
});

test('a fault at the very start is told at the start', () => {
  expect(
    timeline(buildTrace({ facts: [enters(0, 'v1-1', 'available'), fault(0, 'readinessNeverPasses', 'v2')] })).at(-2),
  ).toMatch(/^0:00\.000 .* fault: readiness never passes \(v2\)$/);
});
