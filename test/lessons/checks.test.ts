import { describe, expect, test } from 'vitest';
import { judge } from '../../src/lessons/checks/judge.ts';
import { NO_RECORD, type LearnerRecord, type Plan } from '../../src/lessons/record.ts';
import { remembering } from '../../src/lessons/run/played.ts';
import { small } from './small-lesson.ts';

const play = remembering(12);
const HASTY: Plan = { values: { wait: '0s' }, acts: [] };
const PATIENT: Plan = { values: { wait: '5s' }, acts: [] };

/** What the small lesson says to a plan when its check `none` asks for something else: `holds`, or the violation as `clock sentence`. */
function says(must: string, plan: Plan, change: Parameters<typeof small>[0] = {}, record: Partial<LearnerRecord> = {}): string {
  const lesson = small({ ...change, spec: [['must: { total: failed <= 0 } }', `must: ${must} }`], ...(change.spec ?? [])] });
  const judged = judge(lesson, { ...NO_RECORD, attempt: HASTY, plan, ...record }, play).find(({ check }) => check === 'none')!;
  return judged.violation === null ? 'holds' : `${(judged.violation.at / 1e6).toFixed(1)}s ${judged.violation.says}`;
}

describe('the vocabulary of checks, on a run that loses requests and on one that does not', () => {
  test('never', () => {
    expect(says('{ never: { moment: empty } }', HASTY)).toBe('holds');
    expect(says('{ never: { moment: closed } }', HASTY)).toBe('13.2s The first server closes, at 0:13.');
  });

  test('eventually, within a time', () => {
    expect(says('{ eventually: { moment: forgotten } }', HASTY)).toBe('holds');
    expect(says('{ eventually: { moment: forgotten, within: 7s } }', HASTY)).toBe('holds');
    expect(says('{ eventually: { moment: forgotten, within: 6s } }', HASTY)).toBe(
      '16.0s This did not happen within 6 s of the start of the rollout, but at 0:16: routers forget it.',
    );
    expect(says('{ eventually: { moment: empty } }', HASTY)).toBe('60.0s This did not happen in the whole run: nobody is ready.');
  });

  test('before', () => {
    expect(says('{ before: { this: closed, that: forgotten } }', HASTY)).toBe('holds');
    expect(says('{ before: { this: closed, that: forgotten } }', PATIENT)).toBe(
      '16.2s Routers forget it, at 0:16, before this did: the first server closes.',
    );
    expect(says('{ before: { this: closed, that: empty } }', HASTY)).toBe('60.0s This never happened: nobody is ready.');
  });

  test('not until', () => {
    expect(says('{ notUntil: { this: closed, until: forgotten } }', PATIENT)).toBe('holds');
    expect(says('{ notUntil: { this: closed, until: forgotten } }', HASTY)).toBe(
      '13.2s The first server closes, at 0:13; what it should have waited for came only at 0:16: routers forget it.',
    );
    expect(says('{ notUntil: { this: empty, until: forgotten } }', HASTY)).toBe('holds');
  });

  test('always, in the whole run or between two moments', () => {
    expect(says("{ always: { that: 'readyShare >= 100%' } }", HASTY)).toBe('holds');
    expect(says('{ always: { that: ready >= 3 } }', HASTY)).toBe(
      '0.0s The number of ready servers is 2 at 0:00; asked is ready >= 3.',
    );
    expect(says('{ always: { that: closedButKnown >= 1, from: closed, to: forgotten } }', HASTY)).toBe('holds');
    expect(says('{ always: { that: closedButKnown < 1, to: closed } }', HASTY)).toBe('holds');
  });

  test('total names the first request that was one too many', () => {
    expect(says('{ total: failed <= 0 }', PATIENT)).toBe('holds');
    expect(says('{ total: failed <= 0 }', HASTY)).toMatch(
      /^13\.2s Failed: \d+; asked is at most 0\. The first request to fail, at 0:13, was refused by a server that did not listen\.$/,
    );
    expect(says('{ total: failed <= 20 }', HASTY)).toMatch(
      /^1[34]\.\ds Failed: \d+; asked is at most 20\. The first that was one too many, at 0:1[34]/,
    );
    expect(says('{ total: rollbackTime <= 5s }', HASTY)).toBe('60.0s Rollback time: –; asked is at most 5 s.');
  });

  test('max and area', () => {
    expect(says('{ max: servers <= 4 }', HASTY)).toBe('holds');
    expect(says('{ max: servers <= 2 }', HASTY)).toMatch(/^10\.0s The number of servers in all is 3 at 0:10/);
    expect(says('{ area: { of: closedButKnown, atMost: 7s } }', HASTY)).toBe('holds');
    expect(says('{ area: { of: closedButKnown, atMost: 2s } }', HASTY)).toBe(
      '15.2s Closed servers that routers still know add up to more than 2 s of server time at 0:15.',
    );
  });

  test('between two moments', () => {
    expect(says('{ between: { from: closed, to: forgotten, atMost: 3s, atLeast: 3s } }', HASTY)).toBe('holds');
    expect(says('{ between: { from: closed, to: forgotten, atMost: 2s } }', HASTY)).toBe(
      '15.2s It took 3 s, and may take 2 s: from "the first server closes" to "routers forget it".',
    );
    expect(says('{ between: { from: closed, to: forgotten, atLeast: 4s } }', HASTY)).toContain('should take 4 s at least');
  });

  test('what the learner did, and when', () => {
    const paused: Plan = { ...PATIENT, acts: [{ do: 'pause', at: 12_000_000 }] };
    const half = { spec: [['ends: promoted, servedByNext: 100', 'ends: promoted, servedByNext: 1']] } as const;
    expect(says('{ learnerDid: { act: pause } }', PATIENT)).toBe('60.0s You never did this: pause.');
    expect(says('{ learnerDid: { act: pause, when: ready >= 5 } }', paused, half)).toBe(
      '12.0s You did this at 0:12, when ready >= 5 did not hold: pause.',
    );
    expect(says('{ learnerDid: { act: undo } }', { ...PATIENT, acts: [{ do: 'undo', at: 1_000_000 }] }, half)).toMatch(
      /^1\.0s This was refused at 0:01: undo\./,
    );
  });

  test('a mark is held against the run that was looked at, and the last one counts', () => {
    const mark = '{ marked: { mark: closed } }';
    expect(says(mark, PATIENT)).toBe('13.2s Not marked yet: the first server closes.');
    expect(says(mark, PATIENT, {}, { marks: { closed: [13_500_000] } })).toBe('holds');
    expect(says(mark, PATIENT, {}, { marks: { closed: [13_500_000, 18_200_000] } })).toMatch(
      /^13\.2s Your mark stands 5 s too late/,
    );
  });

  test('a length of time that the plan sets', () => {
    expect(says('{ setting: { path: fleet.preStop, atMost: 5s, atLeast: 5s } }', PATIENT)).toBe('holds');
    expect(says('{ setting: { path: fleet.preStop, atMost: 4s } }', PATIENT)).toBe(
      '0.0s fleet.preStop is 5 s, and may be 4 s at most.',
    );
  });

  const TWO = [
    '  update: { label: An update',
    '  calm: { label: Calm, edits: { traffic.endpointLag: 0s }, window: { before: 5s, after: 30s }, ends: promoted, servedByNext: 100 }\n  update: { label: An update',
  ] as const;
  test('a contrast with another round of the same plan and seed', () => {
    const lesson = (atLeast: string) => `{ contrast: { of: { metric: failed }, with: calm, atLeast: ${atLeast} } }`;
    const prose = [
      [
        ':::predict{round=update}',
        ':::predict{round=calm}\n:::\n\n:::run{round=calm}\n:::\n\n:::observe{round=calm}\n:::\n\n:::predict{round=update}',
      ],
    ] as const;
    expect(says(lesson('2'), HASTY, { spec: [TWO], prose })).toBe('holds');
    expect(says(lesson('2'), PATIENT, { spec: [TWO], prose })).toBe(
      '60.0s It is 0 here and 0 there, and should be 2 times as much at least.',
    );
  });

  test('unseen seeds, all of them or a share', () => {
    expect(says('{ acrossSeeds: { runs: 4, that: { total: failed <= 0 } } }', PATIENT)).toBe('holds');
    expect(says('{ acrossSeeds: { runs: 4, that: { total: failed <= 0 } } }', HASTY)).toMatch(
      /It breaks on a seed that you have not seen \(\d+\): failed: \d+; asked is at most 0\./,
    );
    expect(says('{ acrossSeeds: { runs: 4, share: 0%, that: { total: failed <= 0 } } }', HASTY)).toBe('holds');
  });
});

test('a check names its own bounds', () => {
  const lesson = small({ spec: [['says: On other days too.', 'says: "On {runs} days, {share} of them."']] });
  expect(judge(lesson, NO_RECORD, play).at(-1)!.says).toBe('On 3 days, 100% of them.');
});

describe('nothing passes empty', () => {
  const BOUND = "{ always: { that: 'readyShare >= 50%' } }";
  test.each([
    [
      'the new version served too little',
      [['servedByNext: 100', 'servedByNext: 100000']],
      /^60\.0s The new version served [\d,]+ requests, too few to tell anything; it takes 100,000\.$/,
    ],
    [
      'the trouble was not there',
      [['meets: closed', 'meets: empty']],
      '60.0s What the lesson is about did not happen in this run: nobody is ready.',
    ],
    [
      'the run did not end as it should',
      [['ends: promoted', 'ends: rolledBack']],
      '60.0s The run did not end as it should: it is promoted.',
    ],
  ] as const)('%s', (_, spec, complained) => {
    expect(says(BOUND, PATIENT)).toBe('holds');
    expect(says(BOUND, PATIENT, { spec })).toMatch(complained);
  });
});
