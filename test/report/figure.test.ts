import { expect, test } from 'vitest';
import { figureOf, type Palette } from '../../src/report/index.ts';
import { linesOf, widthOf } from '../../src/report/figure/widths.ts';
import { compared, MANY, reported } from './fixture.ts';

const PALETTE: Palette = { paper: '#fff', ink: '#000', soft: '#555', line: '#ccc', faint: '#999', level: '#eee', better: '#00f', worse: '#f00' };

test('it is one picture that says what it shows, without styles, scripts or anything from elsewhere', () => {
  const { svg, width, height } = figureOf(reported(), PALETTE);
  expect(svg).toMatch(new RegExp(`^<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"`));
  expect(svg).toContain('<title>A *world* &#38; its {100%} &#60;b&#62;</title>');
  expect(svg).toContain('=one: Users hurt 10.9 ± 0.9, Downtime –');
  expect(svg).toContain('cutover 1.2.3, cutover.comparison/1, root seed 7, replications 0 to 9');
  expect(svg).toContain('<a href="https://example.org/#s=1.abc">');
  expect(svg).not.toMatch(/<(style|script|foreignObject|image|use)|style=|class=|NaN|undefined|Infinity/);
});

test('tags are closed in the order in which they were opened', () => {
  const open: string[] = [];
  for (const [, end, name, rest] of figureOf(reported(), PALETTE).svg.matchAll(/<(\/?)(\w+)([^>]*)>/g)) {
    if (end === '/') expect(open.pop()).toBe(name);
    else if (!rest!.endsWith('/')) open.push(name!);
  }
  expect(open).toEqual([]);
});

test('nothing is drawn beyond its edges, and columns that do not fit abreast stand below', () => {
  const one = figureOf(reported(), PALETTE),
    many = figureOf(reported({ comparison: compared(10, MANY) }), PALETTE);
  for (const { svg, width, height } of [one, many]) {
    for (const [, x, y, size, said] of svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)" font-size="([\d.]+)"[^>]*>([^<]*)</g)) {
      expect(Number(x) + widthOf(said!, Number(size)) * 0.8).toBeLessThanOrEqual(width);
      expect(Number(y)).toBeLessThanOrEqual(height);
    }
  }
  expect(many.height).toBeGreaterThan(one.height + 150);
});

test('a difference wears a sign and a colour, and none that is neither', () => {
  expect(figureOf(reported(), PALETTE).svg).toMatch(/fill="#f00">▲ \+/);
});

test('lines are as long as there is room, and wide letters take more of it', () => {
  expect(linesOf('one two three', 10, widthOf('one two', 10))).toEqual(['one two', 'three']);
  expect(widthOf('WWW', 10)).toBeGreaterThan(2 * widthOf('iii', 10));
});
