import { preview } from 'vite';
import { expect, inject, onTestFinished, test } from 'vitest';
import { openPage, openWatched } from './serve.ts';

test('every answer carries the security headers', async () => {
  const { headers } = await fetch(inject('appUrl'));
  const policy = headers.get('content-security-policy')?.split('; ');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("connect-src 'none'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(headers.get('permissions-policy')).toContain('camera=()');
});

test('the terms of every package whose work is shipped are told, fonts included', async () => {
  const told = await (await fetch(new URL('licenses.md', inject('appUrl')))).text(), embed = await (await fetch(new URL('embed.html', inject('appUrl')))).text();
  for (const name of ['svelte', 'xstate', 'reveal.js', '@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono']) expect(told).toContain(`## ${name} - `);
  expect(told).toContain('SIL OPEN FONT LICENSE');
  for (const name of ['svelte', 'xstate', '@fontsource-variable/inter']) expect(embed).toContain(`\n${name} - `);
  expect(embed).toContain('SIL OPEN FONT LICENSE');
});

test('the app is quiet at any address of a host that sends no headers, and its own policy still holds there', async () => {
  const server = await preview({
    configFile: false,
    logLevel: 'warn',
    base: '/some/where/',
    build: { outDir: 'dist/app' },
    preview: { host: '127.0.0.1', port: 0 },
  });
  onTestFinished(() => server.close());
  const origin = server.resolvedUrls!.local[0]!;
  expect((await fetch(origin)).headers.get('content-security-policy')).toBeNull();
  const page = await openPage({ origin });
  await page.waitForLoadState('networkidle');

  const { page: probe, problems } = await openWatched({ origin });
  await probe.evaluate(() => {
    const style = document.createElement('style');
    style.textContent = 'body { display: none }';
    document.head.append(style);
  });
  await expect.poll(() => problems.join()).toContain('style-src');
});

test.each([
  ['an error on the console', "console.error('boo')", 'console: boo'],
  ['an uncaught error', "setTimeout(() => { throw new Error('late'); })", 'uncaught: Error: late'],
  ['markup from text', "try { document.body.innerHTML = '<b>x</b>'; } catch {}", 'TrustedHTML'],
  ['a worker of unknown origin', "try { new Worker('x.js'); } catch {}", 'TrustedScriptURL'],
  ['code from text', "setTimeout(() => eval('1'))", 'uncaught: EvalError'],
  ['a style attribute', "document.body.setAttribute('style', 'color: red')", 'style-src'],
  ['a connection', "fetch('https://example.com/').catch(() => {})", 'connect-src'],
  ['a picture from elsewhere', "new Image().src = 'https://example.com/x.png'", 'img-src'],
  [
    'a page in a frame',
    "document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://example.com/' }))",
    'default-src',
  ],
])('a test of a page notices %s', async (_what, code, complaint) => {
  const { page, problems } = await openWatched();
  await page.evaluate(code);
  await expect.poll(() => problems.join('\n')).toContain(complaint);
});
