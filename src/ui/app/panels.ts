import type { Trace } from '../../sim/index.ts';
import { analysesOf } from '../views/index.ts';

/** What the right column, or the sheet on a phone, may show. */
const PANELS = [
  { id: 'explain', label: 'Explain' },
  { id: 'analysis', label: 'Analysis' },
  { id: 'failures', label: 'Failures' },
  { id: 'change', label: 'Change' },
  { id: 'tables', label: 'Tables' },
] as const;
export type Panel = (typeof PANELS)[number]['id'];

/** The panels that have something to show of a run; only a rollout that measures has an analysis. */
export const panelsOf = (trace: Trace): readonly { id: Panel; label: string }[] => (analysesOf(trace).length > 0 ? PANELS : PANELS.filter(({ id }) => id !== 'analysis'));
