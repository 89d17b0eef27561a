import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, type Connect, type InlineConfig, type Plugin } from 'vite';
import { FONTS, fontNotices } from './font-notices.ts';
import { noticesOf } from './notices.ts';
import { PAGES, said, type Page } from './pages.ts';

/** `<script …src="/src/….ts"></script>` in the page as it is written; what else stands in the tag stays. */
const SCRIPT = /<script([^>]*?)\ssrc="\/([^"]+)"([^>]*)><\/script>/g;

/** What a page begins with: its policy follows, before anything that the policy rules. */
const CHARSET = '<meta charset="utf-8" />';

interface Part { code: string; css: string; licenses: string }

/** Packages whose copyright notices every copy of the file carries along. */
const LICENSES = 'licenses.md';

/**
 * Builds each page that is a single file: scripts, styles and fonts stand in it as text, and nothing is loaded after it. So it runs in a
 * sandbox without an origin, where a module would need somebody's permission to load, and from a file on a disk. A script of type
 * `text/plain` is not run; it is there for the page to make a worker of.
 */
export function singleFile(): Plugin {
  let root = '.';
  return {
    name: 'cutover:single-file',
    configResolved(config) { root = config.root; },
    async generateBundle() {
      for (const page of PAGES) if (page.isSingleFile) this.emitFile({ type: 'asset', fileName: page.file, source: await built(root, page) });
    },
    // While it is being written, the page is what it will be: a sandbox lets no module of the dev server in.
    configureServer({ middlewares, watcher }) {
      const kept = new Map<Page, Promise<string>>();
      watcher.on('all', () => kept.clear());
      middlewares.use(serve((page) => kept.get(page) ?? kept.set(page, built(root, page)).get(page)!));
    },
  };
}

const serve = (html: (page: Page) => Promise<string>): Connect.NextHandleFunction => (request, answer, next) => {
  const page = PAGES.find(({ file, isSingleFile }) => isSingleFile && request.url?.replace(/[?#].*$/, '') === `/${file}`);
  if (page === undefined) return next();
  html(page).then((text) => answer.setHeader('Content-Type', 'text/html').end(text), next);
};

/** The page with everything in it. */
async function built(root: string, page: Page): Promise<string> {
  const template = await readFile(join(root, page.file), 'utf8');
  const entries = [...template.matchAll(SCRIPT)].map(([tag, before, source, after]) => ({ tag, attributes: `${before}${after}`, source: source! }));
  const parts = await Promise.all(entries.map(({ source }) => part(root, source)));
  const scripts: string[] = [];
  let html = template;
  entries.forEach(({ tag, attributes }, i) => {
    const code = asText(parts[i]!.code);
    if (!attributes.includes('text/plain')) scripts.push(code);
    html = html.replace(tag, () => `<script${attributes}>${code}</script>`);
  });
  const css = parts.map((one) => one.css).join('').replaceAll('</', '<\\/');
  const policy = { ...page.policy, 'script-src': scripts.map(hashOf).join(' '), 'style-src': hashOf(css) };
  const licenses = asText(noticesOf([...parts.map((one) => one.licenses), await fontNotices(root, FONTS.embed)]));
  return html
    .replace(CHARSET, () => `${CHARSET}\n    <meta http-equiv="Content-Security-Policy" content="${said(policy)}" />`)
    .replace('</head>', () => `  <style>${css}</style>\n  </head>`)
    .replace('</body>', () => `  <script type="text/plain" id="licenses">\n${licenses}</script>\n  </body>`);
}

/** One entry with all that it imports, as a script of its own. */
async function part(root: string, entry: string): Promise<Part> {
  const config: InlineConfig = {
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    mode: 'production',
    plugins: [svelte()],
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      cssCodeSplit: false,
      license: { fileName: LICENSES },
      reportCompressedSize: false,
      rolldownOptions: { input: join(root, entry), output: { format: 'iife', codeSplitting: false, comments: { legal: false } } },
    },
  };
  const result = await build(config);
  if (Array.isArray(result) || !('output' in result)) throw new Error(`${entry} was not built once.`);
  const texts = (wanted: (fileName: string) => boolean): string =>
    result.output.flatMap((file) => (file.type === 'asset' && wanted(file.fileName) ? [String(file.source)] : [])).join('');
  const [chunk, ...more] = result.output.filter((file) => file.type === 'chunk');
  if (chunk === undefined || more.length > 0) throw new Error(`${entry} came to ${more.length + 1} scripts; a single file holds one.`);
  return { code: chunk.code.trim(), css: texts((name) => name.endsWith('.css')), licenses: texts((name) => name === LICENSES) };
}

/** Script as the text of an element: nothing in it may end the element, or begin a comment of the page. The same in any string or pattern. */
const asText = (code: string): string => code.replace(/<(?=\/script|script|!--)/gi, '\\x3C');

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
