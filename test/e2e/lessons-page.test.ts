import { expect, test } from 'vitest';
import { accessibilityProblems } from './axe.ts';
import { keptOf, openLesson, SOON } from './lessons.ts';
import { openPage } from './serve.ts';

const STOP = 'The olden days: stop everything', ZERO = '“Zero downtime” still drops requests';
const titles = (page: Awaited<ReturnType<typeof openPage>>): Promise<string[]> => page.locator('main li h2').allInnerTexts();

test.each([[1280, 'light'], [1280, 'dark'], [390, 'light'], [320, 'light']] as const)('the list fits %i pixels, and axe finds nothing, %s', async (width, colorScheme) => {
  const page = await openPage({ path: 'lessons.html', width, colorScheme });
  await expect.poll(() => titles(page), SOON).toEqual([STOP, ZERO]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  expect(await accessibilityProblems(page)).toEqual([]);
});

test('the list fetches no engine and no lesson', async () => {
  const page = await openPage({ path: 'lessons.html' });
  await page.getByRole('link', { name: STOP }).waitFor();
  const scripts = (): Promise<number> =>
    page.evaluate(() => performance.getEntriesByType('resource').reduce((sum, entry) => sum + (entry.name.endsWith('.js') ? (entry as PerformanceResourceTiming).decodedBodySize : 0), 0));
  const list = await scripts();
  expect(list).toBeGreaterThan(10_000);
  expect(list).toBeLessThan(100_000);
  await page.getByRole('link', { name: STOP }).click();
  await page.locator('figure svg').first().waitFor();
  expect(await scripts()).toBeGreaterThan(list * 2);
});

test.each([
  ['cut short', '#l=1.fY47Ds', 'The link is damaged: part of it is missing or altered.'],
  ['of another version', '#l=9.abcd', 'The link was made by another version of Cutover.'],
  ['to a lesson that there is not', '#99-nowhere', 'There is no such lesson. These are the ones there are:'],
])('a link %s says so, and the lessons are there', async (_, hash, message) => {
  const page = await openPage({ path: `lessons.html${hash}` });
  await expect.poll(() => page.getByRole('alert').innerText(), SOON).toBe(message);
  expect(await titles(page)).toEqual([STOP, ZERO]);
});

test('the list knows how far one has come, and leads there', async () => {
  const learner = await openLesson(ZERO, { reducedMotion: 'reduce' });
  await learner.next('Start', 'A healthy update');
  await learner.set('Wait before closing', 3);
  await learner.next('Next', 'Say what you expect');
  const { page } = learner;
  await expect.poll(() => page.evaluate(() => localStorage.getItem('cutover.lesson.04-zero-downtime')), SOON).toContain('Guess');
  await page.getByRole('link', { name: 'Lessons' }).click();
  await expect.poll(() => page.locator('main li').nth(1).innerText(), SOON).toContain('go on at Guess');
  await page.getByRole('link', { name: ZERO }).click();
  await expect.poll(() => learner.heading.innerText(), SOON).toBe('Say what you expect');
  await learner.back('A healthy update');
  expect(await page.getByRole('slider', { name: 'Wait before closing' }).getAttribute('aria-valuetext')).toBe('15 s');
});

test('the browser’s way back leads out of a lesson, and back to what one began anew', async () => {
  const learner = await openLesson(STOP, { reducedMotion: 'reduce' });
  const { page } = learner;
  await learner.next('Start', 'When do you pull it?');
  await learner.set('Pull the lever at', 10);
  await expect.poll(() => keptOf(page), SOON).toMatchObject({ record: { attempt: { values: { at: '6h' } } } });
  await learner.hand.press(learner.button('Begin anew'));
  await learner.arrived(STOP);
  await page.goBack();
  await expect.poll(() => learner.heading.innerText(), SOON).toBe('When do you pull it?');
  expect(await page.getByRole('slider', { name: 'Pull the lever at' }).getAttribute('aria-valuetext')).toBe('6:00');
  await page.goBack();
  await expect.poll(() => titles(page), SOON).toEqual([STOP, ZERO]);
});

test('a double click goes on, or back, by one beat', async () => {
  const learner = await openLesson(STOP, { reducedMotion: 'reduce' });
  const stands = (at: string): Promise<void> => expect.poll(() => learner.heading.innerText(), SOON).toBe(at);
  await learner.onward.dblclick();
  await stands('When do you pull it?');
  await learner.next('Next', 'Say what you expect');
  await learner.way.getByRole('button', { name: 'Back', exact: true }).dblclick();
  await stands('When do you pull it?');
});

test('the scene plays by itself, and holds still when asked to', async () => {
  const learner = await openLesson(ZERO);
  const clock = learner.page.locator('figcaption .clock');
  const first = await clock.innerText();
  await expect.poll(() => clock.innerText(), SOON).not.toBe(first);
  await learner.hand.press(learner.button('Hold still'));
  const held = await clock.innerText();
  // Twenty pictures later it is still that instant.
  await learner.page.evaluate(() => new Promise<void>((resolve) => {
    let left = 20;
    const draw = (): unknown => (left-- === 0 ? resolve() : requestAnimationFrame(draw));
    draw();
  }));
  expect(await clock.innerText()).toBe(held);
});

test('with motion off the scene is one picture of the harm', async () => {
  const learner = await openLesson(STOP, { reducedMotion: 'reduce' });
  expect(await learner.page.locator('main').innerText()).toMatch(/\d+\s+requests failed so far/);
  expect(await learner.button('Hold still').count()).toBe(0);
});

test('the look that is chosen holds for every page', async () => {
  const page = await openPage({ path: 'lessons.html' });
  await page.getByLabel('Look').selectOption('projector-dark');
  await page.getByRole('link', { name: STOP }).click();
  await page.locator('figure svg').first().waitFor();
  expect(await page.evaluate(() => ({ ...document.documentElement.dataset }))).toEqual({ theme: 'dark', profile: 'projector' });
  await page.reload();
  expect(await page.evaluate(() => ({ ...document.documentElement.dataset }))).toEqual({ theme: 'dark', profile: 'projector' });
});
