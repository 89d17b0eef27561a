import { mount } from 'svelte';
import '../marks/tokens.css';
import '../page/fonts.css';
import '../page/page.css';
import App from './App.svelte';
import { applyTheme, storedTheme } from '../page/theme.ts';

applyTheme(storedTheme());
mount(App, { target: document.getElementById('app')! });
