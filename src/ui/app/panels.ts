/** What the right column, or the sheet on a phone, shows. */
export const PANELS = [
  { id: 'explain', label: 'Explain' },
  { id: 'failures', label: 'Failures' },
  { id: 'change', label: 'Change' },
  { id: 'tables', label: 'Tables' },
] as const;
export type Panel = (typeof PANELS)[number]['id'];
