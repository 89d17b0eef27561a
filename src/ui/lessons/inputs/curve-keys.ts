import { blank, dotted, levelled, stroked, type Drawing } from './columns.ts';
import type { Scale } from './scale.ts';
import { placed } from './slide.ts';

/** A drawing, and the column that the keys are at. */
export interface Hand {
  drawing: Drawing;
  column: number;
}

/**
 * Drawing by key: ← → go from column to column, with Shift they draw the line along; ↑ ↓ and Page Up, Page Down set the height; Home and End
 * go to the ends; Delete wipes the sheet. Null when the key is none of ours.
 */
export function keyed({ drawing, column }: Hand, { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>, scale: Pick<Scale, 'most' | 'step' | 'leap'>): Hand | null {
  const last = drawing.length - 1,
    height = levelled(drawing)?.[column] ?? null;
  const to = (next: number): Hand => {
    const there = Math.min(last, Math.max(0, next));
    const isDrawn = shiftKey && height !== null;
    return { drawing: isDrawn ? stroked(drawing, { column, value: height }, { column: there, value: height }, scale.step) : drawing, column: there };
  };
  const up = (by: number): Hand => ({ drawing: dotted(drawing, { column, value: placed((height ?? 0) + by, scale) }, scale.step), column });
  switch (key) {
    case 'ArrowLeft': return to(column - 1);
    case 'ArrowRight': return to(column + 1);
    case 'Home': return to(0);
    case 'End': return to(last);
    case 'ArrowUp': return up(scale.step);
    case 'ArrowDown': return up(-scale.step);
    case 'PageUp': return up(scale.leap);
    case 'PageDown': return up(-scale.leap);
    case 'Delete': case 'Backspace': return { drawing: blank(drawing.length), column };
    default: return null;
  }
}
