const FILES = import.meta.glob<string>('/scenarios/*/scenario.yaml', { query: '?raw', import: 'default', eager: true });

export interface LibraryEntry {
  /** Name of the folder: `07-bad-release-and-undo`. */
  id: string;
  title: string;
  text: string;
}

/** Our own scenarios, in the order of their numbers. */
export const LIBRARY: readonly LibraryEntry[] = Object.entries(FILES)
  .map(([path, text]) => ({ id: path.split('/').at(-2)!, title: /^title:\s*(.+?)\s*$/m.exec(text)?.[1]?.replace(/^(['"])(.*)\1$/, '$2') ?? path, text }))
  .sort((a, b) => (a.id < b.id ? -1 : 1));

/** What a reader sees who has touched nothing: the contrast that this tool exists to show. */
export const FIRST = LIBRARY.find(({ id }) => id === '07-bad-release-and-undo') ?? LIBRARY[0]!;
