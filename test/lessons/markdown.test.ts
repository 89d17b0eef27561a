import { describe, expect, test } from 'vitest';
import { inlinesIn, wordsIn } from '../../src/lessons/prose.ts';
import { complaint, small } from './small-lesson.ts';

const prose = (from: string, to: string) => ({ prose: [[from, to]] as const });

describe('a lesson’s prose becomes data', () => {
  test('with its scenes, beats and rounds in order', () => {
    expect(small().scenes.map(({ beat, round }) => [beat, round].filter(Boolean).join(' '))).toEqual([
      'hook',
      'attempt',
      'predict update',
      'run update',
      'observe update',
      'explain',
      'prove',
      'open',
    ]);
  });

  test('emphasis, code, links, facts, lists and tables are trees of plain values', () => {
    const rich = 'A *b* `c < 1` [d](mailto:e@example.org) :fact[lost].\n\n- one\n- two\n\n| h |\n| --: |\n| :fact[wait] |';
    const [hook] = small(prose('Press **start**.', rich)).scenes;
    expect(hook!.blocks).toEqual([
      {
        kind: 'paragraph',
        text: [
          { kind: 'text', text: 'A ' },
          { kind: 'emphasis', text: [{ kind: 'text', text: 'b' }] },
          { kind: 'text', text: ' ' },
          { kind: 'code', text: 'c < 1' },
          { kind: 'text', text: ' ' },
          { kind: 'link', address: 'mailto:e@example.org', text: [{ kind: 'text', text: 'd' }] },
          { kind: 'text', text: ' ' },
          { kind: 'fact', id: 'lost' },
          { kind: 'text', text: '.' },
        ],
      },
      {
        kind: 'list',
        isOrdered: false,
        items: [
          [{ kind: 'paragraph', text: [{ kind: 'text', text: 'one' }] }],
          [{ kind: 'paragraph', text: [{ kind: 'text', text: 'two' }] }],
        ],
      },
      { kind: 'table', align: ['right'], head: [[{ kind: 'text', text: 'h' }]], rows: [[[{ kind: 'fact', id: 'wait' }]]] },
    ]);
    expect(inlinesIn(hook!.blocks).filter(({ kind }) => kind === 'fact')).toHaveLength(2);
    expect(wordsIn(hook!.blocks)).toBe(10);
  });

  test('and survives JSON', () => {
    const lesson = small();
    expect(JSON.parse(JSON.stringify(lesson))).toEqual(lesson);
  });
});

describe('what a lesson may not hold is told with its place', () => {
  test.each([
    ['Press <b onclick="x()">start</b>.', 'small/lesson.md:2:7  has raw HTML: "<b onclick="x()">"'],
    ['<script>alert()</script>', 'small/lesson.md:2:1  has raw HTML: "<script>alert()</script>"'],
    [
      'Press [here](javascript:alert).',
      'small/lesson.md:2:7  has a link to "javascript:alert". Links may begin with https:// or mailto: only.',
    ],
    ['Press [here](http://example.org).', 'has a link to "http://example.org"'],
    ['![a](https://example.org/a.png)', 'small/lesson.md:2:1  has an image, which lessons do not have'],
    ['Press 12 times.', 'small/lesson.md:2:1  has a number in its prose: "Press 12 times.". Let a run tell it'],
    ['Some ½ of it.', 'has a number in its prose'],
    ['Press :fct[lost].', 'small/lesson.md:2:7  :fct: is not known. Did you mean "fact"?'],
    ['Press :fact[losts].', 'small/lesson.md:2:7  :fact: is no value of lesson.yaml: "losts". Did you mean "lost"?'],
    ['Press :hook now.', ':hook: cannot stand in a sentence'],
    ['::gues{id=lost}', 'small/lesson.md:2:1  ::gues: is not known. Did you mean "guess"?'],
    ['::guess{id=lost}', '::guess{id=…}: cannot stand in hook. Put it into predict.'],
    ['::plan{now=1}', '::plan: takes no attributes'],
    ['::hint', '::hint: is written in another way. Write :::hint.'],
    ['Wait[^a]\n\n[^a]: b', 'which lessons do not have'],
  ])('%s', (text, complained) => {
    expect(complaint(prose('Press **start**.', text))).toContain(complained);
  });

  test('names of versions and of code are no numbers', () => {
    expect(complaint(prose('Press **start**.', 'v2 is `404` here.'))).toBe('nothing is wrong');
  });

  test.each([
    [
      'a name that lesson.yaml does not have',
      '::mark{id=closed}',
      '::mark{id=close}',
      '::mark{id=…}: is no mark of lesson.yaml: "close". Did you mean "closed"?',
    ],
    ['a round that there is not', ':::observe{round=update}', ':::observe{round=updat}', 'is no round of lesson.yaml: "updat"'],
    ['a beat that is missing', ':::open\nBreak *it*.\n:::\n', '', 'ends before :::open'],
    ['a beat in the wrong place', ':::attempt\n::plan', ':::open\nHello.', ':::open: stands where :::attempt should'],
    ['a guess that nobody asks', '::guess{id=lost}\n\n', '', 'must hold ::guess{id=ready}, ::guess{id=lost}, ::guess{id=race}'],
    ['a comparison that is forgotten', '::compare\n', '', 'must hold ::compare once'],
    ['a ladder with a rung too few', ':::hint\nLook.\n:::\n', '', 'must hold three hints'],
    ['words outside every beat', ':::attempt\n', 'Hello.\n\n:::attempt\n', 'small/lesson.md:5:1  stands outside every beat'],
    ['a hook that takes too long', 'Press **start**.', 'Word '.repeat(90), ':::hook: takes 30 seconds to read'],
  ])('%s', (_, from, to, complained) => {
    expect(complaint(prose(from, to))).toContain(complained);
  });
});
