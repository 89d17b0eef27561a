// Every view is a function of (trace, at) and presentation. Common props: `trace`, `at`, `width` in CSS pixels, `zoom` (1.35 on projectors).

/** Users → router → servers. `travel`: simulated time a dot flies; `reducedMotion`; `selected`, `onselect(Selection)`; `height` of the servers. */
export { default as Stage } from './Stage.svelte';
/**
 * Lanes on one time axis. `ghost`: the run before an edit; `lanes`: which; `part`: from when to when; `future`: pale or hidden; `height` to
 * fill; `over`: a snippet of own marks; `onseek(at)`, `selected`, `onselect(Selection)`.
 */
export { default as Timeline } from './Timeline.svelte';
export { LANES, type LaneId } from './lanes/lanes.ts';
/** What Git asks for and what runs, as two labels. */
export { default as Standing } from './Standing.svelte';
/** The strategy's chart. `machine`: default that of the trace's strategy. */
export { default as MachineChart } from './MachineChart.svelte';
/** What analyses measured, and what came of it; `onseek(at)`. Draws nothing in a run without one. */
export { default as Analysis } from './Analysis.svelte';
export { analysesOf } from './analysis/runs.ts';
/** A decision explained. `fact`: which; default the latest decision up to `at`. */
export { default as Why } from './Why.svelte';
/** One request. `request`: row of `trace.requests`. */
export { default as RequestLife } from './RequestLife.svelte';
/** Sentences. `metrics`: ids to list below, with the difference from `ghost`. */
export { default as Numbers } from './Numbers.svelte';
/** The way back in four parts; draws nothing in a run without an undo. */
export { default as RollbackBar } from './RollbackBar.svelte';
/** The pictures as tables. `onselect(Selection)`. */
export { default as Twin } from './Twin.svelte';
/** What happened up to an instant, as text for the live region. */
export { describe } from './text/describe.ts';
export type { Selection } from './selection.ts';
