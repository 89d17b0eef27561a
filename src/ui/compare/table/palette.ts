import type { Palette } from '../../../report/index.ts';

export const SHADES = ['light', 'dark'] as const;
export type Shade = (typeof SHADES)[number];

/** Which shade the page is in now. */
export const shadeOfPage = (): Shade => (getComputedStyle(document.documentElement).colorScheme === 'dark' ? 'dark' : 'light');

/**
 * The page's own colours in a shade that it may not be in: it is put into it for as long as it takes to ask, and nothing is drawn meanwhile.
 * A picture to take away never washes its paper white as a projector does.
 */
export function paletteOf(shade: Shade): Palette {
  const { dataset } = document.documentElement,
    { theme, profile } = dataset;
  dataset['theme'] = shade;
  delete dataset['profile'];
  try {
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
    return {
      paper: colour('paper'),
      ink: colour('ink'),
      soft: colour('soft'),
      line: colour('line'),
      faint: colour('faint'),
      level: colour('level'),
      better: colour('stable-text'),
      worse: colour('harm-text'),
    };
  } finally {
    if (theme === undefined) delete dataset['theme'];
    else dataset['theme'] = theme;
    if (profile !== undefined) dataset['profile'] = profile;
  }
}
