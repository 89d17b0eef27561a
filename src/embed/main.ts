import { mount } from 'svelte';
import '../ui/marks/tokens.css';
import './frame/frame.css';
import Embed from './frame/Embed.svelte';

mount(Embed, { target: document.getElementById('app')!, props: { hash: location.hash } });
