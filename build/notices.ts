/** What packages of one license text have in common is said once: dozens of small ones bring the same ten thousand characters. */
export function noticesOf(lists: readonly string[]): string {
  const names = new Map<string, Set<string>>();
  for (const [, name, text] of lists.join('\n').matchAll(/^## (.+)\n([\s\S]*?)(?=^# |^## |$(?![\s\S]))/gm)) {
    const kept = names.get(text!.trim()) ?? new Set();
    names.set(text!.trim(), kept.add(name!.trim()));
  }
  return [...names].map(([text, packages]) => `${[...packages].join('\n')}\n\n${text}\n`).join('\n\n');
}
