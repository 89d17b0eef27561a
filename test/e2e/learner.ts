import type { Locator, Page } from 'playwright-core';

/** Stretches that a sheet to draw on has for keys. */
const COLUMNS = 24;

/** How a learner touches the page: with a pointer, or with nothing but keys. */
export interface Hand {
  press(target: Locator): Promise<void>;
  /** Replaces what stands in a field. */
  write(field: Locator, text: string): Promise<void>;
  /** Moves a slider to another of its values, from 0. */
  slide(slider: Locator, to: number): Promise<void>;
  /** Draws a line over a sheet: heights from 0 to 1, one for each stretch of equal width. */
  draw(sheet: Locator, heights: readonly number[]): Promise<void>;
}

export const pointer = (page: Page): Hand => ({
  press: (target) => target.click(),
  write: async (field, text) => {
    await field.fill(text);
    await field.press('Enter');
  },
  slide: (slider, to) => slider.fill(String(to)),
  draw: async (sheet, heights) => {
    await sheet.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await sheet.boundingBox())!;
    for (const [i, share] of heights.entries()) {
      const top = y + 2 + (1 - share) * (height - 4);
      await page.mouse.move(x + 2 + (i / heights.length) * (width - 4), top);
      if (i === 0) await page.mouse.down();
      await page.mouse.move(x + 2 + ((i + 0.99) / heights.length) * (width - 4), top);
    }
    await page.mouse.up();
  },
});

/** Everything by Tab, arrows, letters, Enter and Space. What cannot be reached so within a hundred steps is out of reach. */
export const keys = (page: Page): Hand => {
  const reach = async (target: Locator): Promise<void> => {
    for (let step = 0; step < 100; step += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not come to ${target}`);
  };
  return {
    press: async (target) => {
      await reach(target);
      await page.keyboard.press('Enter');
    },
    write: async (field, text) => {
      await reach(field);
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    },
    slide: async (slider, to) => {
      await reach(slider);
      const by = to - Number(await slider.inputValue());
      for (let step = 0; step < Math.abs(by); step += 1) await page.keyboard.press(by > 0 ? 'ArrowRight' : 'ArrowLeft');
    },
    draw: async (sheet, heights) => {
      await reach(sheet);
      await page.keyboard.press('Home');
      const read = async (name: string): Promise<number> => Number(await sheet.getAttribute(name));
      const most = await read('aria-valuemax');
      for (let column = 0; column < COLUMNS; column += 1) {
        const wanted = heights[Math.floor((column * heights.length) / COLUMNS)]! * most;
        // With Shift the line is carried along; where it changes it is set higher or lower.
        if (column > 0) await page.keyboard.press('Shift+ArrowRight');
        for (let now = await read('aria-valuenow'); now !== wanted; now = await read('aria-valuenow')) await page.keyboard.press(now < wanted ? 'ArrowUp' : 'ArrowDown');
      }
    },
  };
};
