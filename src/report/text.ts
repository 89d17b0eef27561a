// Text from a file must not steer a terminal, or a reader: no escape sequences, no carriage returns, no direction overrides.
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text from outside, made safe to show; line breaks and tabs stay. */
export const clean = (text: string): string => text.replace(UNSAFE, '');

/** The same in one line. */
export const plain = (text: string): string =>
  clean(text)
    .replace(/[\r\n\t]+/g, ' ')
    .trim();

/** A quoted cell of CSV. Text that a spreadsheet would take for a formula is disarmed with an apostrophe; numbers are left alone. A row is a line. */
export function csvCell(value: string | number): string {
  const text = String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${clean(safe)
    .replace(/[\n\t]+/g, ' ')
    .replace(/"/g, '""')}"`;
}

/** Text that stays text in Markdown, in a table too. */
export const markdownText = (text: string): string =>
  clean(text)
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/[\\|<>[\]`*_#&!]/g, '\\$&');

/** Text in XML: element or attribute. What XML 1.0 has no words for is left out. */
export const xmlText = (text: string): string =>
  plain(text)
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
