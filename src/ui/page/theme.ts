import { remember, remembered } from './storage.ts';

export const THEMES = [
  { id: 'auto', label: 'Look: auto', theme: '', profile: '' },
  { id: 'light', label: 'Look: light', theme: 'light', profile: '' },
  { id: 'dark', label: 'Look: dark', theme: 'dark', profile: '' },
  { id: 'projector', label: 'Look: projector', theme: 'light', profile: 'projector' },
  { id: 'projector-dark', label: 'Look: dark projector', theme: 'dark', profile: 'projector' },
] as const;
export type Theme = (typeof THEMES)[number]['id'];

/** The look chosen last time on this machine; `auto` follows the system. */
export function storedTheme(): Theme {
  const stored = remembered('theme');
  return THEMES.find(({ id }) => id === stored)?.id ?? 'auto';
}

export function applyTheme(chosen: Theme): void {
  const { theme, profile } = THEMES.find(({ id }) => id === chosen)!;
  const { dataset } = document.documentElement;
  if (theme === '') delete dataset['theme'];
  else dataset['theme'] = theme;
  if (profile === '') delete dataset['profile'];
  else dataset['profile'] = profile;
  remember('theme', chosen);
}
