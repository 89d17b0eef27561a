/**
 * Files by what tells them apart: folders and names that all of them have, in front and behind, are left out. `a/v1/web.yaml` and
 * `a/v2/web.yaml` are `v1` and `v2`; one file alone is its last name.
 */
export function shortNames(files: readonly string[]): string[] {
  const paths = files.map((file) => file.split('/').filter((part) => part !== ''));
  const shortest = Math.min(...paths.map(({ length }) => length));
  const alike = (partOf: (path: readonly string[]) => string | undefined): boolean => new Set(paths.map(partOf)).size === 1;
  let front = 0,
    behind = 0;
  while (front < shortest - 1 && alike((path) => path[front])) front++;
  while (behind < shortest - front - 1 && alike((path) => path.at(-1 - behind))) behind++;
  return paths.map((path) => path.slice(front, path.length - behind).join('/'));
}
