/** The one place that touches storage: it may be full, forbidden or absent, and none of that may matter. */
export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(`cutover.${key}`);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`cutover.${key}`, value);
  } catch {
    return;
  }
}
