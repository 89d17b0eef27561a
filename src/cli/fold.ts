/** Columns that a help text may take. */
const WIDTH = 100;

/** A line of help: where it stands, and where it goes on below itself. */
interface Line {
  text: string;
  indent: number;
  hang: number;
}

/**
 * Folds help to the width of a terminal. A sentence goes on at its own margin; what stands behind a word and a gap goes on below itself,
 * and takes in the lines that were set there by hand.
 */
export function folded(text: string): string {
  const lines: Line[] = [];
  for (const written of text.split('\n')) {
    const line = lineOf(written),
      last = lines.at(-1);
    if (last !== undefined && last.text.length > WIDTH && goesOn(last, line)) last.text += ` ${line.text.trim()}`;
    else lines.push(line);
  }
  return lines.flatMap(wrapped).join('\n');
}

function lineOf(text: string): Line {
  const [, margin = '', head = '', gap = ''] = /^( *)(.*?\S)( {2,})(?=\S)/.exec(text) ?? [
      /^ */.exec(text)![0],
      /^ */.exec(text)![0],
    ],
    indent = margin.length,
    behind = indent + head.length + gap.length;
  return { text, indent, hang: gap === '' ? indent : behind > WIDTH / 2 ? indent + 4 : behind };
}

/** Whether a line is the rest of one that was too long. */
const goesOn = ({ text, indent, hang }: Line, next: Line): boolean =>
  next.text.trim() !== '' && next.indent === hang && (indent === 0 || hang > indent) && !/[.:]$/.test(text);

function wrapped({ text, hang }: Line): string[] {
  if (text.length <= WIDTH) return [text];
  const at = text.lastIndexOf(' ', WIDTH),
    rest = text.slice(at + 1).trimStart();
  return at <= hang ? [text] : [text.slice(0, at).trimEnd(), ...wrapped({ text: ' '.repeat(hang) + rest, indent: hang, hang })];
}
