import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const isRoot = process.getuid?.() === 0;

/** The browser of this machine: the one named by CHROMIUM_PATH, a system's own, or the one Playwright keeps. Null when there is none. */
export function findChromium(): string | null {
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && !canRun(named)) throw new Error(`CHROMIUM_PATH names ${named}, which cannot be run.`);
  const places = [...(named === undefined ? [] : [named]), ...onPath, ...APPLICATIONS, chromium.executablePath()];
  return places.find(canRun) ?? null;
}

/** As `findChromium`, but gets a browser when there is none, or says in one line what to install. */
export function requireChromium(): string {
  const found = findChromium();
  if (found !== null) return found;
  for (const command of isRoot && existsSync('/usr/bin/apt-get') ? [DEBIAN, PLAYWRIGHT] : [PLAYWRIGHT]) {
    console.log(`No Chromium here; trying: ${command.join(' ')}`);
    spawnSync(command[0]!, command.slice(1), { stdio: ['ignore', 'inherit', 'inherit'] });
    const installed = findChromium();
    if (installed !== null) return installed;
  }
  throw new Error('The browser tests need Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH to one.');
}

/** How every test starts it: quiet on the network, and without the sandbox only where Chromium refuses to have one (as root). */
export const LAUNCH_ARGS = [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
];

const DEBIAN = [
  'sh',
  '-c',
  'apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends chromium',
];
const PLAYWRIGHT = ['npx', '--no-install', 'playwright-core', 'install', 'chromium'];

/** Ubuntu ships a `chromium-browser` that only asks for a snap, so a browser counts when it can say its version. */
function canRun(path: string): boolean {
  return existsSync(path) && spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0;
}
