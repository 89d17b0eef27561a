import type { StepKind } from '../../sim/index.ts';

/** What a key asks for. */
export type KeyCommand =
  | { do: 'toggle' | 'undo' | 'redo' | 'start' | 'end' | 'help' | 'controls' | 'manifest' | 'share' | 'dismissGhost' }
  | { do: 'step'; kind: StepKind | 'chosen'; by: -1 | 1 }
  | { do: 'skip'; seconds: number }
  | { do: 'speed'; index: number };

/** The part of a keyboard event that matters here. */
export interface KeyPress {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

const PLAIN: Record<string, KeyCommand> = {
  ' ': { do: 'toggle' },
  k: { do: 'toggle' },
  ArrowRight: { do: 'step', kind: 'chosen', by: 1 },
  ArrowLeft: { do: 'step', kind: 'chosen', by: -1 },
  '.': { do: 'step', kind: 'event', by: 1 },
  ',': { do: 'step', kind: 'event', by: -1 },
  ']': { do: 'step', kind: 'decision', by: 1 },
  '[': { do: 'step', kind: 'decision', by: -1 },
  '}': { do: 'step', kind: 'phase', by: 1 },
  '{': { do: 'step', kind: 'phase', by: -1 },
  PageDown: { do: 'step', kind: 'phase', by: 1 },
  PageUp: { do: 'step', kind: 'phase', by: -1 },
  Home: { do: 'start' },
  End: { do: 'end' },
  u: { do: 'undo' },
  r: { do: 'redo' },
  c: { do: 'controls' },
  m: { do: 'manifest' },
  s: { do: 'share' },
  x: { do: 'dismissGhost' },
  '?': { do: 'help' },
};

/** For the dialog that lists them; the same order in which people look for them. */
export const KEY_HELP: readonly { keys: string[]; says: string }[] = [
  { keys: ['Space', 'K'], says: 'play or pause' },
  { keys: ['←', '→'], says: 'step back or forward, by what the chooser says' },
  { keys: [',', '.'], says: 'to the event before or after' },
  { keys: ['[', ']'], says: 'to the decision before or after' },
  { keys: ['{', '}'], says: 'to the phase before or after (also Page Up, Page Down)' },
  { keys: ['Shift ←', 'Shift →'], says: 'ten seconds back or forward' },
  { keys: ['Home', 'End'], says: 'to the start or the end' },
  { keys: ['1 … 5'], says: 'speed, from slow motion to a glance' },
  { keys: ['U', 'R'], says: 'undo or redo an edit (also Ctrl Z, Ctrl Shift Z)' },
  { keys: ['X'], says: 'stop comparing with the run before' },
  { keys: ['C'], says: 'change the scenario' },
  { keys: ['M'], says: 'paste a manifest' },
  { keys: ['S'], says: 'share' },
  { keys: ['?'], says: 'these keys' },
];

/** The command behind a key; null when the key is not ours. With `letters` off, only keys that are not characters count. */
export function commandOf(press: KeyPress, letters = true): KeyCommand | null {
  if (press.altKey) return null;
  if (press.ctrlKey || press.metaKey) {
    if (press.key.toLowerCase() === 'z') return { do: press.shiftKey ? 'redo' : 'undo' };
    return press.key.toLowerCase() === 'y' ? { do: 'redo' } : null;
  }
  if (press.shiftKey && press.key === 'ArrowRight') return { do: 'skip', seconds: 10 };
  if (press.shiftKey && press.key === 'ArrowLeft') return { do: 'skip', seconds: -10 };
  if (!letters && press.key.length === 1 && press.key !== ' ') return null;
  if (/^[1-5]$/.test(press.key)) return { do: 'speed', index: Number(press.key) - 1 };
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  return Object.hasOwn(PLAIN, key) ? PLAIN[key]! : null;
}

const TYPING = 'input:not([type=range], [type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]';
const OWN_SPACE = 'button, a, summary, input, [role=button]';
const OWN_ARROWS = 'input[type=range], input[type=radio], [role=radio], [role=tab], [role=slider]';

/** Whether the element that has focus needs this key for itself. */
export function belongsTo(target: Element | null, press: KeyPress): boolean {
  if (target === null) return false;
  if (target.closest('dialog') !== null) return true;
  if (target.matches(TYPING)) return true;
  if (press.key === ' ' || press.key === 'Enter') return target.matches(OWN_SPACE);
  if (/^(Arrow|Home|End|Page)/.test(press.key)) return target.matches(OWN_ARROWS);
  return false;
}
