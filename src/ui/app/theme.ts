import { remember, remembered } from './storage.ts';

export const THEMES = [
  { id: 'auto', label: 'as the system' },
  { id: 'light', label: 'light' },
  { id: 'dark', label: 'dark' },
  { id: 'projector', label: 'projector' },
] as const;
export type Theme = (typeof THEMES)[number]['id'];

const isTheme = (text: string | null): text is Theme => THEMES.some(({ id }) => id === text);

/** The theme chosen last time on this machine; `auto` follows the system. */
export function storedTheme(): Theme {
  const stored = remembered('theme');
  return isTheme(stored) ? stored : 'auto';
}

export function applyTheme(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  remember('theme', theme);
}
