import type { Setting } from './load.ts';

/** As a shell takes it for one word. */
const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** A command whose words may come from anywhere. */
export const commandOf = (...words: readonly string[]): string => words.map(quoted).join(' ');

/** The command that plays one run of a file, changed as it was, once more. */
export const runCommand = (file: string, settings: readonly Setting[], seed: number): string =>
  commandOf('cutover', 'run', fileWord(file), ...settingWords(settings), '--seed', String(seed));

/** A file as the command line names it. */
export const fileWord = (file: string): string => (file === '<stdin>' ? '-' : file);
export const settingWords = (settings: readonly Setting[]): string[] =>
  settings.flatMap(({ path, value }) => ['--set', `${path}=${value}`]);
