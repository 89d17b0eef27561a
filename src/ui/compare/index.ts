export { default as Comparing } from './Comparing.svelte';
export { Study } from './study.svelte.ts';
