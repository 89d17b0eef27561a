import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import '../../../../src/ui/marks/tokens.css';
import { mount } from 'svelte';
import Preview from './Preview.svelte';

const query = new URLSearchParams(location.search);
document.documentElement.dataset['theme'] = query.get('theme') ?? 'light';
if (query.get('profile')) document.documentElement.dataset['profile'] = query.get('profile')!;
mount(Preview, { target: document.getElementById('app')!, props: { query } });
