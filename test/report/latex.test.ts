import { expect, test } from 'vitest';
import { latexOf } from '../../src/report/index.ts';
import { latexText } from '../../src/report/latex-text.ts';
import { compared, MANY, reported } from './fixture.ts';

const orders = (text: string): string[] => text.split('\n').filter((line) => !line.startsWith('%'));

test.each([
  ['50% & $5_000 #1 {x}', '50\\% \\& \\$5\\_000 \\#1 \\{x\\}'],
  ['C:\\x ~ ^', 'C:\\textbackslash{}x \\textasciitilde{} \\textasciicircum{}'],
  ['−1 ± <0.1×', '$-$1 $\\pm$ $<$0.1$\\times$'],
  ['[n] “so” – Ünï', "{[}n{]} ``so'' -- Ünï"],
  ['多 🚀\n\u202e', '? ?'],
])('%s is set as %s', (text, set) => {
  expect(latexText(text)).toBe(set);
});

test('every brace is closed, every environment ended, and every row has as many cells as its table has columns', () => {
  const lines = orders(latexOf(reported({ comparison: compared(10, MANY) })));
  const text = lines.join('\n').replaceAll(/\\[{}]/g, '');
  expect(text.split('{').length).toBe(text.split('}').length);
  const open: string[] = [];
  for (const [, what, name] of text.matchAll(/\\(begin|end)\{(\w+)\}/g)) {
    if (what === 'begin') open.push(name!);
    else expect(open.pop()).toBe(name);
  }
  expect(open).toEqual([]);
  let columns = 0;
  for (const line of lines) {
    columns = /^ {2}\\begin\{tabular\}\{@\{\}(\w+)@\{\}\}/.exec(line)?.[1]!.length ?? columns;
    if (line.endsWith(' \\\\')) expect(line.replaceAll('\\&', '').split('&')).toHaveLength(columns);
  }
  expect(columns).toBeGreaterThan(0);
});

test('it says what it is about, and how to have it again where LaTeX does not read', () => {
  const [first, second, third] = latexOf(reported()).split('\n');
  expect(first).toBe('% cutover 1.2.3, cutover.comparison/1, root seed 7, replications 0 to 9');
  expect(second).toBe('% To have it again: https://example.org/#s=1.abc');
  expect(third).toContain('\\usepackage{booktabs}');
  const text = orders(latexOf(reported())).join('\n');
  expect(text).toContain('\\caption{A *world* \\& its \\{100\\%\\} $<$b$>$: 10 runs of each row, root seed 7;');
  expect(text).toContain('\\label{tab:a-world-its-100-b}');
  expect(text).toMatch(/two\$\|\$b \\& 100\\% .*& 7 & 3 & 31\.\d \$\\pm\$ \d\.\d\\rlap\{\$\^\{\*\}\$\} & 2 s \{\[\}5\{\]\} \\\\/);
});

test('what is not wide enough for a column of text is folded', () => {
  const tables = latexOf(reported({ comparison: compared(10, MANY) })).split('\\toprule').length - 1;
  expect(tables).toBeGreaterThan(1);
});
