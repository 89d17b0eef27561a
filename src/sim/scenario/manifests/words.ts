import { nearest } from '../../schema/index.ts';

/** Names of Kubernetes have 63 characters at most; what is longer is no name, and would only bury the message. */
export const short = (name: string): string => name.slice(0, 63);

/** Which name is meant, or which there are. */
export function oneOf(word: string, names: readonly string[]): string {
  const meant = nearest(word, names);
  if (meant !== null) return `Did you mean "${short(meant)}"?`;
  if (names.length === 0) return 'Remove it.';
  const some = names.slice(0, 4).map(short).join(', ');
  return names.length > 4 ? `Use ${some} or another one that there is.` : `Use ${names.length > 1 ? 'one of ' : ''}${some}.`;
}
