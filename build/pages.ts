import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Connect, Plugin } from 'vite';

/** What a page of ours may do, as directives of its content security policy. */
export type Policy = Readonly<Record<string, string>>;

/**
 * Everything comes from the page's own server; workers may also come from a blob that we made; nothing connects anywhere, and text
 * reaches a script sink only through Svelte's templates or our own worker policy.
 */
const OWN: Policy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self' data:",
  'worker-src': "'self' blob:",
  'connect-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'object-src': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'svelte-trusted-html sim-worker',
};

/** The style elements that reveal.js writes when it lays out pages, to the letter; the deck is of 1280 × 720 without a margin. */
const PAGES_OF_REVEAL = [
  '@page{size:1280px 720px; margin: 0px;}',
  '.reveal section>img, .reveal section>video, .reveal section>iframe{max-width: 1280px; max-height:720px}',
];
const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** reveal.js writes markup and two style elements of its own; it runs beside no secret, and frames only our own embed. */
const { 'require-trusted-types-for': _, 'trusted-types': __, ...UNTYPED } = OWN;
const DECK: Policy = { ...UNTYPED, 'style-src': `'self' ${PAGES_OF_REVEAL.map(hashOf).join(' ')}`, 'frame-src': "'self'" };

/** All in one file: scripts and styles are the page's own text, which the build names by their hashes; nothing is loaded after it. */
const EMBED: Policy = { ...OWN, 'img-src': 'data:', 'font-src': 'data:', 'worker-src': 'blob:' };

export interface Page {
  file: string;
  policy: Policy;
  /** All in one file, by `build/single-file.ts`, which adds to the policy by their hashes the scripts and styles that stand in it. */
  isSingleFile?: boolean;
  /** Built by itself, by `build/apart.ts`, so that it loads nothing that only other pages use. */
  isApart?: boolean;
  /** Who may show it in a frame. */
  framedBy: "'none'" | '*';
}

/** The pages, each made to be served from any static host under any path. */
export const PAGES: readonly Page[] = [
  { file: 'index.html', policy: OWN, isApart: true, framedBy: "'none'" } as const,
  { file: 'rehearse.html', policy: OWN, framedBy: "'none'" } as const,
  { file: 'lessons.html', policy: OWN, framedBy: "'none'" } as const,
  { file: 'embed.html', policy: EMBED, isSingleFile: true, framedBy: '*' } as const,
  { file: 'decks/rolling-update.html', policy: DECK, framedBy: "'none'" } as const,
].filter(({ file }) => existsSync(file));

/** What a page of somebody else's steers an embed with. */
export const EMBED_HOST = 'embed-host.js';

export const said = (policy: Policy): string => Object.entries(policy).map(([name, value]) => `${name} ${value}`).join('; ');

/** Writes its policy into each built page, so that it holds on any static host; the dev server needs inline styles and sockets. */
export const policyInPage: Plugin = {
  name: 'cutover:policy-in-page',
  apply: 'build',
  transformIndexHtml: (_html, { filename }) => {
    const page = PAGES.find(({ file }) => filename.endsWith(`/${file}`));
    return page && [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: said(page.policy) }, injectTo: 'head-prepend' }];
  },
};

const DENIED = ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'serial', 'bluetooth', 'hid', 'midi', 'clipboard-read', 'display-capture'];

/** What a server of the built app should send with every answer. */
const HEADERS = {
  'Permissions-Policy': DENIED.map((name) => `${name}=()`).join(', '),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** A `<meta>` cannot carry `frame-ancestors`, hence the headers; only what others embed may be had from elsewhere. */
function headersOf(path: string): Record<string, string> {
  const page = PAGES.find(({ file }) => (path.endsWith('/') ? file === 'index.html' : basename(file) === basename(path)));
  const open = page?.framedBy === '*' || basename(path) === EMBED_HOST;
  // Only a single file itself knows the hashes of what stands in it; it brings the rest of its policy along.
  const own = page?.isSingleFile ? [] : [said(page?.policy ?? OWN)];
  return {
    ...HEADERS,
    'Content-Security-Policy': [...own, `frame-ancestors ${page?.framedBy ?? "'none'"}`].join('; '),
    'Cross-Origin-Resource-Policy': open ? 'cross-origin' : 'same-origin',
    ...(open ? { 'Access-Control-Allow-Origin': '*' } : { 'Cross-Origin-Opener-Policy': 'same-origin' }),
  };
}

const sendHeaders: Connect.NextHandleFunction = ({ url = '/' }, answer, next) => {
  for (const [name, value] of Object.entries(headersOf(url.replace(/[?#].*$/, '')))) answer.setHeader(name, value);
  next();
};

/** Serves the built pages as a well-kept host would. */
export const headersOfPages: Plugin = {
  name: 'cutover:headers-of-pages',
  configurePreviewServer: ({ middlewares }) => void middlewares.use(sendHeaders),
};
