export { default as Comparing } from './Comparing.svelte';
export { Experiment } from './experiment.svelte.ts';
