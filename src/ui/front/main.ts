import { mount } from 'svelte';
import '../marks/tokens.css';
import '../page/fonts.css';
import '../page/page.css';
import { applyTheme, storedTheme } from '../page/theme.ts';
import Front from './Front.svelte';

// A link to a rehearsal that was made for this address goes on to the page that opens it.
function isSentOn(): boolean {
  const isRehearsal = location.hash.startsWith('#s=');
  if (isRehearsal) location.replace(`rehearse.html${location.hash}`);
  return isRehearsal;
}
if (!isSentOn()) {
  // Whoever puts such a link into the address of this very page changes nothing but its hash.
  addEventListener('hashchange', isSentOn);
  applyTheme(storedTheme());
  mount(Front, { target: document.getElementById('app')! });
}
