import { mount } from 'svelte';
import '../marks/tokens.css';
import './fonts.css';
import './app.css';
import App from './App.svelte';
import { applyTheme, storedTheme } from './theme.ts';

applyTheme(storedTheme());
mount(App, { target: document.getElementById('app')! });
