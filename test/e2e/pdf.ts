import { inflateSync } from 'node:zlib';

/** The text of each page of a PDF as Chromium writes it, frames within the page included; what is placed anew begins with a space. */
export function textOfPages(pdf: Buffer): string[] {
  const objects = new Map([...pdf.toString('latin1').matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id, body]) => [Number(id), body!]));
  const fonts = new Map<number, ReadonlyMap<number, string>>();
  const fontOf = (id: number): ReadonlyMap<number, string> => {
    const known = fonts.get(id) ?? unicodeOf(streamOf(objects.get(numberIn(objects.get(id)!, 'ToUnicode'))!));
    fonts.set(id, known);
    return known;
  };
  return [...objects.values()]
    .filter((body) => /\/Type \/Page\n/.test(body))
    .map((page) => {
      const names = new Map([...page.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => [name!, Number(id)]));
      return written(streamOf(objects.get(numberIn(page, 'Contents'))!), (name) => fontOf(names.get(name)!));
    });
}

function written(content: string, fontNamed: (name: string) => ReadonlyMap<number, string>): string {
  let text = '',
    font: ReadonlyMap<number, string> = new Map();
  for (const [, begin, name, glyphs] of content.matchAll(/\b(BT)\n|\/(F\d+) \S+ Tf|<([0-9A-F]+)> Tj/g)) {
    if (begin !== undefined) text += ' ';
    if (name !== undefined) font = fontNamed(name);
    if (glyphs === undefined) continue;
    const width = [...font.keys()].some((code) => code > 255) ? 4 : 2;
    for (let at = 0; at < glyphs.length; at += width) text += font.get(parseInt(glyphs.slice(at, at + width), 16)) ?? '';
  }
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** What the glyphs of a font mean. */
function unicodeOf(map: string): ReadonlyMap<number, string> {
  const meaning = new Map<number, string>();
  const says = (hex: string, plus = 0): string => String.fromCharCode(parseInt(hex.slice(0, 4), 16) + plus);
  for (const [, list] of map.matchAll(/beginbfchar\n([\s\S]*?)endbfchar/g))
    for (const [, glyph, hex] of list!.matchAll(/<(\w+)> <(\w+)>/g)) meaning.set(parseInt(glyph!, 16), says(hex!));
  for (const [, list] of map.matchAll(/beginbfrange\n([\s\S]*?)endbfrange/g))
    for (const [, from, to, hex] of list!.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g))
      for (let glyph = parseInt(from!, 16); glyph <= parseInt(to!, 16); glyph++) meaning.set(glyph, says(hex!, glyph - parseInt(from!, 16)));
  return meaning;
}

const numberIn = (body: string, key: string): number => Number(new RegExp(`/${key} (\\d+) 0 R`).exec(body)?.[1]);

function streamOf(body: string): string {
  const [, head, data] = /^([\s\S]*?)stream\n([\s\S]*)\nendstream/.exec(body)!;
  const bytes = Buffer.from(data!, 'latin1');
  return (head!.includes('FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1');
}
