/** What the YAML reader says, in plain words, with a cure. */
const CURES: readonly (readonly [says: RegExp, message: string, cure: string])[] = [
  [/maxDepth/, 'is nested more than 40 levels deep', 'Close the brackets, or flatten the structure.'],
  [/maxAliases/, 'has an alias, and aliases are not read', 'Write the value out in full.'],
  [/tab characters|tabs? /i, 'is indented with a tab', 'Use spaces: YAML does not allow tabs here.'],
  [/end of the stream within a (?:single|double) quoted/, 'has a quote that is never closed', 'Close the quote.'],
  [
    /deficient indentation/,
    'begins while a quote or a bracket above is still open',
    'Close it, or indent the lines that belong to it.',
  ],
  [/end of the stream within a flow/, 'has a bracket that is never closed', 'Close the bracket.'],
  [
    /multiline key|implicit key|can not read a block mapping/,
    'is neither a key with its value nor a list entry',
    'Write key: value on each line; this may be another kind of text.',
  ],
  [/null byte|non-printable/, 'holds characters that are not text', 'Paste YAML text; this looks like a binary file.'],
  [/unknown escape/, 'has an unknown escape in a double-quoted text', 'Write \\\\ for a backslash, or use single quotes.'],
  [
    /bad indentation|end of the stream or a document separator/,
    'is not valid YAML here',
    'Check the indentation, the colons and the quotes around this place.',
  ],
  [/duplicated mapping key/, 'has a key twice', 'Remove one of the two.'],
  [/unknown .*tag/, 'has a tag, and tags are not read', 'Remove the tag.'],
];

export function cureForYaml(reason: string): { message: string; cure: string } {
  const found = CURES.find(([says]) => says.test(reason));
  if (found) return { message: found[1], cure: found[2] };
  const short = reason.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').slice(0, 120);
  return { message: `is not valid YAML: ${short}`, cure: 'Check the syntax around this place.' };
}
