import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openPage, type PageOptions } from './serve.ts';

const COLUMNS = 21;
/** All four servers for three columns, none for nine, and all of them again for eight; behind that the line goes on. */
const TURNS = [{ from: 0, to: 2, value: 4 }, { from: 3, to: 11, value: 0 }, { from: 12, to: 19, value: 4 }];
const WANTED = Array.from({ length: COLUMNS }, (_, column) => (column >= 3 && column <= 11 ? 0 : 4));

/** The first lesson at its guesses. */
async function openGuesses(options: PageOptions = {}): Promise<Page> {
  const page = await openPage({ path: 'lessons.html#01-stop-everything', ...options });
  page.setDefaultTimeout(10_000);
  await onward(page).click();
  await onward(page).click();
  await sheet(page).waitFor();
  return page;
}
const onward = (page: Page) => page.locator('.ways .strong');
const sheet = (page: Page) => page.getByRole('slider', { name: /^How many servers are ready/ });
const bar = (page: Page) => page.getByRole('slider', { name: /^How long is the shop closed/ });

/** Where the pen has to be for a value of a column. */
async function spots(page: Page): Promise<(column: number, value: number) => { x: number; y: number }> {
  await sheet(page).scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await sheet(page).boundingBox())!;
  return (column, value) => ({ x: x + (width * (column + 0.5)) / COLUMNS, y: y + height * (1 - value / 4) + (value === 0 ? -2 : 2) });
}
/** The guess as its table of numbers has it. */
async function numbers(page: Page): Promise<number[]> {
  const table = page.locator('.curve details');
  if (!(await table.evaluate((element) => (element as HTMLDetailsElement).open))) await table.locator('summary').click();
  return table.locator('input').evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).valueAsNumber));
}

describe('a line is drawn', () => {
  test('by mouse', async () => {
    const page = await openGuesses(), spot = await spots(page);
    const at = (column: number, value: number): Promise<void> => page.mouse.move(spot(column, value).x, spot(column, value).y);
    await at(0, 4);
    await page.mouse.down();
    for (const { from, to, value } of TURNS) {
      await at(from, value);
      await at(to, value);
    }
    await page.mouse.up();
    expect(await numbers(page)).toEqual(WANTED);
  });

  test('by finger, and the page stays where it is', async () => {
    const page = await openGuesses({ width: 390, height: 844, touch: true }), spot = await spots(page);
    const scrolled = (): Promise<number> => page.evaluate(() => scrollY), before = await scrolled();
    const session = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove', column: number, value: number) => session.send('Input.dispatchTouchEvent', { type, touchPoints: [spot(column, value)] });
    await touch('touchStart', 0, 4);
    for (const { from, to, value } of TURNS) {
      await touch('touchMove', from, value);
      await touch('touchMove', to, value);
    }
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    expect(await numbers(page)).toEqual(WANTED);
    expect(await scrolled()).toBe(before);
  });

  test('by key, and every column says where it is and what it holds', async () => {
    const page = await openGuesses();
    await sheet(page).focus();
    const told = (): Promise<string | null> => sheet(page).getAttribute('aria-valuetext');
    expect(await told()).toBe('11:58:00, nothing drawn yet');
    for (const { from, to, value } of TURNS) {
      if (from > 0) await page.keyboard.press('ArrowRight');
      for (let step = 0; step < 4; step++) await page.keyboard.press(value === 4 ? 'ArrowUp' : 'ArrowDown');
      expect(await told()).toMatch(`, ${value} of 4 servers`);
      for (let column = from; column < to; column++) await page.keyboard.press('Shift+ArrowRight');
    }
    expect(await told()).toBe('12:10:40, 4 of 4 servers');
    expect(await numbers(page)).toEqual(WANTED);
  });

  test('in its table of numbers', async () => {
    const page = await openGuesses();
    await numbers(page);
    for (const [column, value] of [[0, 4], [3, 0], [12, 4]] as const) {
      const input = page.locator('.curve details input').nth(column);
      await input.fill(String(value));
      await input.blur();
    }
    expect(await numbers(page)).toEqual(WANTED);
  });

  test('and wiped with one key, after which it is missing', async () => {
    const page = await openGuesses();
    await sheet(page).press('PageUp');
    await bar(page).press('PageUp');
    await expect.poll(() => onward(page).isEnabled()).toBe(true);
    await sheet(page).press('Delete');
    await expect.poll(() => onward(page).isEnabled()).toBe(false);
    expect(await page.locator('.hold').innerText()).toBe('One guess is still missing.');
  });
});

test('a bar is dragged, moved by key, or typed; what cannot be read is told, and changes nothing', async () => {
  const page = await openGuesses();
  await bar(page).scrollIntoViewIfNeeded();
  const { x, y, width } = (await bar(page).boundingBox())!;
  await page.mouse.move(x + 30, y + 20);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + 20, { steps: 3 });
  await page.mouse.up();
  const told = (): Promise<string | null> => bar(page).getAttribute('aria-valuetext');
  expect(await told()).toBe('7:30 min');
  await bar(page).press('ArrowLeft');
  await bar(page).press('PageUp');
  expect(await told()).toBe('8:25 min');
  const field = page.getByRole('textbox', { name: 'or type it' });
  await field.fill('6m');
  await field.press('Enter');
  expect(await told()).toBe('6:00 min');
  await field.fill('for ever');
  await field.press('Enter');
  expect([await told(), await page.getByText('✕ Write a length of time').count()]).toEqual(['6:00 min', 1]);
  await field.fill('');
  await field.press('Enter');
  expect([await field.inputValue(), await page.getByText('✕ Write a length of time').count()]).toEqual(['6:00 min', 0]);
  await bar(page).press('Home');
  expect(await told()).toBe('0 s');
});

test('time cannot be moved before the guess is locked, and the guess cannot be moved afterwards', async () => {
  const page = await openGuesses({ reducedMotion: 'reduce' });
  expect(await page.getByRole('button', { name: /^(Go on|Play|Hold still)$/ }).count()).toBe(0);
  expect(await page.getByRole('slider').count()).toBe(2);
  expect(await page.getByRole('img', { name: /servers by version|the run so far/i }).count()).toBe(0);
  await page.locator('h2').first().focus();
  for (const key of ['Space', 'k', 'ArrowRight', 'End']) await page.keyboard.press(key);
  expect(await page.locator('h2').first().innerText()).toBe('Say what you expect');
  await sheet(page).press('PageUp');
  await bar(page).press('PageUp');
  await onward(page).click();
  await page.getByRole('button', { name: 'Go on', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await sheet(page).waitFor();
  const before = await bar(page).getAttribute('aria-valuetext');
  await bar(page).press('PageUp');
  await bar(page).click({ force: true });
  expect([await bar(page).getAttribute('aria-valuetext'), await bar(page).getAttribute('aria-disabled')]).toEqual([before, 'true']);
  expect(await page.getByText('Your guess is locked: time has moved.').count()).toBe(2);
});

test('a run goes on by key from stop to stop, shows nothing beyond, and says what is to be said', async () => {
  const page = await openGuesses({ reducedMotion: 'reduce' });
  await sheet(page).press('PageUp');
  await bar(page).press('PageUp');
  await onward(page).click();
  const clock = (): Promise<string> => page.locator('.go .clock').innerText(), slider = page.getByRole('slider', { name: 'Look back' });
  await expect.poll(clock).toBe('12:00:01');
  expect(await page.locator('.remarks li').count()).toBe(2);
  expect(await page.getByText('v2 everywhere').count()).toBe(0);
  await page.locator('h2').first().focus();
  await page.keyboard.press('Space');
  await expect.poll(clock).toBe('12:01:21');
  // One may look back, and on again no further than one was.
  await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(clock).toBe('12:01:11');
  await slider.focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(clock).toBe('12:01:21');
  expect(await onward(page).isEnabled()).toBe(false);
  await page.locator('h2').first().focus();
  for (const at of ['12:05:21', '12:05:43', '12:06:14', '12:06:59', '12:12:00']) {
    await page.keyboard.press('Space');
    await expect.poll(clock).toBe(at);
  }
  expect(await onward(page).isEnabled()).toBe(true);
  expect(await page.getByText('v2 everywhere').count()).toBe(1);
  await page.getByRole('button', { name: 'Once more', exact: true }).click();
  await expect.poll(clock).toBe('12:00:01');
});

test('a mark that stands elsewhere gets a hint and another try; the third shows the truth', async () => {
  const page = await openGuesses({ reducedMotion: 'reduce' });
  await sheet(page).press('PageUp');
  await bar(page).press('PageUp');
  await onward(page).click();
  const goOn = page.getByRole('button', { name: 'Go on', exact: true });
  while ((await onward(page).isEnabled()) === false) await goOn.click();
  await onward(page).click();
  const caret = page.getByRole('slider', { name: 'Where the mark goes' }), main = page.locator('main');
  await caret.focus();
  for (let i = 0; i < 13; i++) await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('ArrowLeft');
  expect(await caret.getAttribute('aria-valuetext')).toBe('12:00:09');
  await page.keyboard.press('Enter');
  expect(await main.innerText()).toContain('Right: it was at 12:00:01.');
  const mark = page.getByRole('button', { name: 'Mark here', exact: true });
  const field = page.getByRole('textbox', { name: 'at', exact: true });
  await field.fill('noon');
  await mark.click();
  expect(await main.innerText()).toContain('✕ Write an instant');
  expect(await main.innerText()).not.toContain('A server that is starting serves nobody.');
  await field.fill('');
  await mark.dblclick();
  expect(await main.innerText()).toContain('A server that is starting serves nobody.');
  expect(await main.innerText()).not.toContain('12:05:43');
  await mark.click();
  expect(await onward(page).isEnabled()).toBe(false);
  await mark.click();
  expect(await main.innerText()).toContain('It was at 12:05:43.');
  expect(await onward(page).isEnabled()).toBe(true);
});
