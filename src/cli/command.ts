import type { Setting } from './load.ts';

/** As a shell takes it for one word. */
const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** The command that plays one run of a file, changed as it was, once more. */
export const runCommand = (file: string, settings: readonly Setting[], seed: number): string =>
  [
    'cutover run',
    quoted(file === '<stdin>' ? '-' : file),
    ...settings.map(({ path, value }) => `--set ${quoted(`${path}=${value}`)}`),
    `--seed ${seed}`,
  ].join(' ');
