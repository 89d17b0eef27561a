import { describe, expect, test } from 'vitest';
import { seconds } from '../../../src/sim/index.ts';
import { drawnAt } from '../../../src/lessons/index.ts';
import { blank, dotted, drawingOf, extentOf, levelled, pointsOf, sheetOf, startOf, stroked } from '../../../src/ui/lessons/inputs/columns.ts';
import { keyed, type Hand } from '../../../src/ui/lessons/inputs/curve-keys.ts';
import { readInstant, readLength } from '../../../src/ui/lessons/inputs/reading.ts';
import { counts, heights, lengths } from '../../../src/ui/lessons/inputs/scale.ts';
import { slid } from '../../../src/ui/lessons/inputs/slide.ts';

const COLUMNS = 24, BLANK = blank(COLUMNS);
const WINDOW = { from: seconds(120), to: seconds(360), columns: COLUMNS };
const FOUR = heights({ unit: 'servers' }, 4);

describe('columns', () => {
  test('a blank sheet stands for nothing', () => {
    expect([extentOf(BLANK), levelled(BLANK), pointsOf(BLANK, WINDOW)]).toEqual([null, null, []]);
  });

  test('a quick stroke fills what it jumps over, in steps of the scale', () => {
    const drawing = stroked(dotted(BLANK, { column: 2, value: 4 }, 1), { column: 2, value: 4 }, { column: 6, value: 0 }, 1);
    expect(drawing.slice(0, 8)).toEqual([null, null, 4, 3, 2, 1, 0, null]);
  });

  test('a stroke goes backwards as well, and draws over what was there', () => {
    const flat = stroked(dotted(BLANK, { column: 0, value: 4 }, 1), { column: 0, value: 4 }, { column: 5, value: 4 }, 1);
    expect(stroked(flat, { column: 4, value: 0 }, { column: 2, value: 0 }, 1).slice(0, 6)).toEqual([4, 4, 0, 0, 4, 4]);
  });

  test('between two pieces the line stays where the first one ended', () => {
    expect(dotted(dotted(BLANK, { column: 1, value: 3 }, 1), { column: 4, value: 1 }, 1).slice(0, 6)).toEqual([null, 3, 3, 3, 1, null]);
  });

  test('before and behind what was drawn it goes on level', () => {
    const level = levelled(dotted(dotted(BLANK, { column: 1, value: 3 }, 1), { column: 2, value: 1 }, 1))!;
    expect([level[0], level[1], level[2], level[COLUMNS - 1]]).toEqual([3, 3, 1, 1]);
  });

  test('what is kept is a staircase with the columns’ own edges, and says what each column says', () => {
    const drawing = dotted(dotted(BLANK, { column: 0, value: 4 }, 1), { column: 4, value: 0 }, 1);
    expect(pointsOf(drawing, WINDOW)).toEqual([[seconds(120), 4], [seconds(160), 4], [seconds(160), 0], [seconds(170), 0]]);
    expect(levelled(drawing)!.map((_, column) => drawnAt(pointsOf(drawing, WINDOW), startOf(WINDOW, column) + seconds(5)))).toEqual(levelled(drawing));
  });

  test('a kept curve comes back as it was drawn, and one of another window does not come back', () => {
    const drawing = stroked(dotted(BLANK, { column: 3, value: 1.5 }, 0.5), { column: 3, value: 1.5 }, { column: 20, value: 4 }, 0.5);
    expect(drawingOf(pointsOf(drawing, WINDOW), WINDOW)).toEqual(drawing);
    expect(drawingOf(pointsOf(drawing, WINDOW), { ...WINDOW, from: seconds(7200), to: seconds(7440) })).toEqual(BLANK);
  });
});

describe('a sheet', () => {
  const columnsOf = (before: number, after: number): number => sheetOf({ from: 0, to: seconds(before + after) }, seconds(before)).columns;
  test('has its columns begin where the rollout does, if that can be had', () => {
    expect([columnsOf(120, 720), columnsOf(120, 1200), columnsOf(5, 55), columnsOf(1, 1000)]).toEqual([21, 22, 24, 24]);
  });
});

describe('drawing by key', () => {
  const after = (...keys: string[]): Hand =>
    keys.reduce<Hand>((sheet, key) => keyed(sheet, { key: key.replace('Shift+', ''), shiftKey: key.startsWith('Shift+') }, FOUR)!, { drawing: BLANK, column: 0 });

  test('up and down set the height of a column, within the scale', () => {
    expect(after('ArrowUp', 'ArrowUp').drawing[0]).toBe(2);
    expect(after('ArrowDown').drawing[0]).toBe(0);
    expect(after('ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp').drawing[0]).toBe(4);
  });

  test('going from column to column draws nothing, and changing one begins at the height of the line', () => {
    expect(after('ArrowRight', 'ArrowRight')).toEqual({ drawing: BLANK, column: 2 });
    expect(after('ArrowUp', 'ArrowUp', 'ArrowRight', 'ArrowRight', 'ArrowDown').drawing.slice(0, 4)).toEqual([2, 2, 1, null]);
  });

  test('with Shift the line goes along', () => {
    expect(after('ArrowUp', 'Shift+ArrowRight', 'Shift+ArrowRight').drawing.slice(0, 4)).toEqual([1, 1, 1, null]);
  });

  test('the ends are a key away, and the sheet goes no further', () => {
    expect([after('End', 'ArrowRight').column, after('End', 'Home', 'ArrowLeft').column]).toEqual([COLUMNS - 1, 0]);
  });

  test('one key wipes the sheet', () => {
    expect(after('ArrowUp', 'ArrowRight', 'ArrowUp', 'Delete')).toEqual({ drawing: BLANK, column: 1 });
  });

  test('other keys are left to the page', () => {
    expect(keyed({ drawing: BLANK, column: 0 }, { key: 'Tab', shiftKey: false }, FOUR)).toBeNull();
  });
});

describe('scales', () => {
  test('have labels at round places, their ends among them', () => {
    expect(lengths(seconds(900)).ticks.map(lengths(seconds(900)).tick)).toEqual(['0', '5 min', '10 min', '15 min']);
    expect(lengths(seconds(20)).ticks.map(lengths(seconds(20)).tick)).toEqual(['0', '5 s', '10 s', '15 s', '20 s']);
    expect(counts(1500, 'request').ticks.map(counts(1500, 'request').tick)).toEqual(['0', '500', '1,000', '1,500']);
    expect([heights({ unit: 'servers' }, 4), heights({ unit: 'servers' }, 12), heights({ unit: 'share' }, 1)].map(({ ticks }) => ticks)).toEqual([
      [0, 1, 2, 3, 4], [0, 3, 6, 9, 12], [0, 0.25, 0.5, 0.75, 1],
    ]);
  });

  test('say a value as one would', () => {
    expect([FOUR.say(3), heights({ unit: 'share' }, 1).say(0.45), heights({ unit: 'requests a second' }, 200).say(40), counts(1500, 'request').say(1)]).toEqual([
      '3 of 4 servers', '45%', '40 requests a second', '1 request',
    ]);
  });

  test('servers come in one piece', () => {
    expect([heights({ unit: 'servers' }, 4).step, heights({ unit: 'servers' }, 200).step, heights({ unit: 'requests a second' }, 4).step]).toEqual([1, 5, 0.1]);
  });
});

describe('an amount by key', () => {
  const quarter = lengths(seconds(900));
  test('begins at the lower end, so that nothing at all can be said with one key', () => {
    expect([slid(null, 'ArrowLeft', quarter), slid(null, 'Home', quarter), slid(null, 'ArrowRight', quarter)]).toEqual([0, 0, seconds(5)]);
  });

  test('goes by steps and by leaps, and stops at the ends', () => {
    expect([slid(seconds(60), 'PageUp', quarter), slid(seconds(895), 'PageUp', quarter), slid(seconds(2), 'ArrowDown', quarter)]).toEqual([seconds(120), seconds(900), 0]);
  });

  test('leaves other keys to the page', () => {
    expect(slid(0, 'Enter', quarter)).toBeNull();
  });
});

describe('reading', () => {
  test('a length of time as people write it', () => {
    expect(['5:40', '5:40 min', '6m', '6 min', '90 s', '90', '1:02:00', '0', '2 minutes'].map((text) => readLength(text)! / seconds(1))).toEqual([340, 340, 360, 360, 90, 90, 3720, 0, 120]);
    expect(['', 'soon', '-3', '5:'].map(readLength)).toEqual([null, null, null, null]);
  });

  test('an instant as the clock shows it, and nothing outside the window', () => {
    const noon = { from: seconds(43_080), to: seconds(43_920) };
    expect(['12:05:43', '12:05', '0:40', '43201', 'noon'].map((text) => readInstant(text, noon))).toEqual([seconds(43_543), seconds(43_500), null, seconds(43_201), null]);
    expect(['0:40', '0:40.5', '40', '2:00'].map((text) => readInstant(text, { from: seconds(15), to: seconds(75) }))).toEqual([seconds(40), 40_500_000, seconds(40), null]);
  });
});
