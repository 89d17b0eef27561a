/** The ways to look at one world under several strategies. */
export const LOOKS = [{ id: 'table', label: 'Table' }] as const;

export type Look = (typeof LOOKS)[number]['id'];
