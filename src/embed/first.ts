/** Before anything is painted: light or dark, so that no white box flashes up in a dark room. */
import { applyTheme, themeIn } from './address/theme.ts';

applyTheme(themeIn(location.hash));
