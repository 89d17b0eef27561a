import { THEMES, type Theme } from '../protocol/index.ts';

/** What each theme sets on the page: the tokens' colours, and who looks at it. On paper the tokens of print hold without a printer, too. */
const SET: Record<Theme, { theme: string; profile: string }> = {
  auto: { theme: '', profile: '' },
  light: { theme: 'light', profile: '' },
  dark: { theme: 'dark', profile: '' },
  projector: { theme: 'light', profile: 'projector' },
  'projector-dark': { theme: 'dark', profile: 'projector' },
  print: { theme: 'light', profile: 'paper' },
};

export function applyTheme(chosen: Theme): void {
  const { dataset } = document.documentElement, { theme, profile } = SET[chosen];
  dataset['theme'] = theme;
  dataset['profile'] = profile;
}

/** The theme that an address asks for, read before anything else of it; what it cannot be is told later, in words. */
export function themeIn(hash: string): Theme {
  const asked = new URLSearchParams(hash.slice(1)).get('theme');
  return THEMES.find((theme) => theme === asked) ?? 'auto';
}
