import { plain } from './text.ts';

/** What LaTeX takes for orders, or sets as something else in its usual fonts. */
const WORDS: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  _: '\\_',
  '%': '\\%',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '$<$',
  '>': '$>$',
  '|': '$|$',
  '"': "''",
  '[': '{[}',
  ']': '{]}',
  '±': '$\\pm$',
  '×': '$\\times$',
  '−': '$-$',
  '–': '--',
  '—': '---',
  '…': '\\dots{}',
  '’': "'",
  '‘': '`',
  '“': '``',
  '”': "''",
  '→': '$\\rightarrow$',
  '≥': '$\\ge$',
  '≤': '$\\le$',
  '◆': '$\\diamond$',
  '▲': '$\\bigtriangleup$',
  '▼': '$\\bigtriangledown$',
  '\u00a0': '~',
};

/**
 * Text that stays text in LaTeX, in a table and a caption too. Letters with accents are left alone; what pdfLaTeX has no letter for becomes a
 * question mark, because it would end the run.
 */
export const latexText = (text: string): string =>
  Array.from(plain(text), (letter) => WORDS[letter] ?? (isKnown(letter) ? letter : '?')).join('');

/** Plain letters, and those of Western and Central Europe that every LaTeX declares. */
const isKnown = (letter: string): boolean => /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u0131\u0139-\u013e\u0141-\u0148\u0150-\u0165\u016e-\u0171\u0178-\u017e]$/.test(letter);
