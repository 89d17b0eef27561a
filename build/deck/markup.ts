/** Text that may stand in markup and in an attribute. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Markup whose holes take text, numbers and, as lists, more markup. */
export function markup(parts: TemplateStringsArray, ...holes: readonly (string | number | readonly Markup[])[]): Markup {
  const filled = holes.map((hole) => (typeof hole === 'object' ? hole.map(({ html }) => html).join('') : escaped(String(hole))));
  return { html: String.raw({ raw: parts }, ...filled) };
}

export interface Markup {
  html: string;
}
