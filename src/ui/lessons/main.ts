import { mount } from 'svelte';
import '../marks/tokens.css';
import '../page/fonts.css';
import '../page/page.css';
import { applyTheme, storedTheme } from '../page/theme.ts';
import Lessons from './Lessons.svelte';

applyTheme(storedTheme());
mount(Lessons, { target: document.getElementById('app')! });
