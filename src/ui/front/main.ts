import { mount } from 'svelte';
import '../marks/tokens.css';
import '../page/fonts.css';
import '../page/page.css';
import { applyTheme, storedTheme } from '../page/theme.ts';
import Front from './Front.svelte';

// A link to a rehearsal that was made for this address goes on to the page that opens it.
if (location.hash.startsWith('#s=')) location.replace(`rehearse.html${location.hash}`);
else {
  applyTheme(storedTheme());
  mount(Front, { target: document.getElementById('app')! });
}
