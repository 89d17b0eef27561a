import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { readFolder } from '../../src/lessons/author/folder.ts';
import { keep, lessonActor, recordOf, type LearnerRecord, type Lesson, type LessonActor } from '../../src/lessons/index.ts';
import { encodeKept } from '../../src/ui/lessons/address.ts';
import { accessibilityProblems } from './axe.ts';
import { openPage, type PageOptions } from './serve.ts';

const lessonIn = (id: string): Lesson => readFolder(`src/lessons/content/${id}`, id);
const STOP = lessonIn('01-stop-everything'), ZERO = lessonIn('04-zero-downtime');
const naive = (lesson: Lesson): LearnerRecord => recordOf(lesson, lesson.spec.naive);

/** Goes with a learner who does what the record says as far as the explanation, or the proof. */
function goneTo(lesson: Lesson, beat: 'explain' | 'prove', record: LearnerRecord): LessonActor {
  const actor = lessonActor(lesson),
    { rounds, guesses, marks } = lesson.spec;
  actor.start();
  actor.send({ type: 'next' });
  actor.send({ type: 'plan', plan: record.attempt });
  actor.send({ type: 'next' });
  for (const [round] of rounds) {
    for (const [id, spec] of guesses) {
      const guess = record.guesses[id]!;
      if (spec.round === round) actor.send(guess.kind === 'skipped' ? { type: 'skip', id } : { type: 'guess', id, guess });
    }
    actor.send({ type: 'next' });
    actor.send({ type: 'run.ended' });
    actor.send({ type: 'next' });
    for (const [id, spec] of marks) if (spec.round === round) actor.send({ type: 'mark', id, at: record.marks[id]![0]! });
    actor.send({ type: 'next' });
  }
  if (beat === 'prove') {
    actor.send({ type: 'next' });
    actor.send({ type: 'plan', plan: record.plan });
  }
  return actor;
}
/** The page of such a learner, out of a link. */
async function openAt(lesson: Lesson, beat: 'explain' | 'prove', record: LearnerRecord, options: PageOptions = {}): Promise<Page> {
  const kept = keep(lesson, goneTo(lesson, beat, record).getSnapshot());
  const page = await openPage({ path: `lessons.html${await encodeKept(kept)}`, reducedMotion: 'reduce', ...options });
  page.setDefaultTimeout(20_000);
  return page;
}
const overflow = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe('explaining', () => {
  test('names what was wrong with each guess, and the idea behind it', async () => {
    const page = await openAt(STOP, 'explain', naive(STOP));
    const curve = page.getByRole('article', { name: /^How many servers are ready/ });
    await curve.waitFor();
    expect(await curve.innerText()).toMatch(/Your line is far off\. The gap is widest at 12:0\d:\d\d: you drew 4, and there were 0/);
    expect(await curve.locator('svg.picture').textContent()).toMatch(/you drew 4.*there were 0/s);
    const bar = page.getByRole('article', { name: /^How long is the shop closed\?/ });
    expect(await bar.innerText()).toMatch(/You said 1:00 min, and it was 5:\d\d min: \d times as much\./);
    expect(await bar.innerText()).toContain('Copying the files is the part that people remember');
    const [said, was] = await bar.locator('.bar').evaluateAll((bars) => bars.map((one) => one.getBoundingClientRect().width));
    expect(said! / was!).toBeCloseTo(60 / 343, 1);
  });

  test('says that a guess was skipped, and still what happened', async () => {
    const record = naive(ZERO);
    const page = await openAt(ZERO, 'explain', { ...record, guesses: { ...record.guesses, failures: { kind: 'skipped' } } });
    const skipped = page.getByRole('article', { name: /^How many requests fail/ });
    await skipped.waitFor();
    expect(await skipped.innerText()).toMatch(/nothing: skipped[\s\S]*it was\s+720[\s\S]*You skipped this guess\./);
    expect(await page.getByRole('article', { name: /^A server has closed its door/ }).innerText()).toContain('No router knows at once');
  });

  test('has a right guess stand beside the truth without blame', async () => {
    const page = await openAt(ZERO, 'explain', recordOf(ZERO, ZERO.spec.expert));
    const race = page.getByRole('article', { name: /^A server has closed its door/ });
    await race.waitFor();
    expect(await race.innerText()).toContain('exact');
    expect(await race.getByText('The idea behind it').count()).toBe(0);
  });

  test('plays the learner’s run beside another with one difference, on one clock', async () => {
    const page = await openAt(STOP, 'explain', naive(STOP));
    const pair = page.getByRole('region', { name: 'Your run and the other' });
    await pair.waitFor();
    expect(await pair.locator('.difference').innerText()).toBe('One difference: Pull the lever at, 12:00 in your run and 3:00 in the other. Same users, same luck.');
    const failed = (): Promise<number[]> => pair.locator('.lead dd').evaluateAll((all) => all.map((one) => Number(one.textContent)));
    const [own, other] = await failed();
    expect(own).toBeGreaterThan(5 * other!);
    // The prose tells the same numbers.
    await expect.poll(() => page.locator('.beat').innerText()).toContain(`it cost ${own} requests`);
    const slider = pair.getByRole('slider', { name: 'Time' });
    await pair.getByRole('button', { name: 'To the turn before' }).click();
    const before = Number(await slider.inputValue());
    await slider.fill('0');
    expect(await failed()).toEqual([0, 0]);
    await pair.getByRole('button', { name: 'To the next turn' }).click();
    expect(Number(await slider.inputValue())).toBe(121e6); // Two minutes of peace, and a second until the last server is forgotten.
    await slider.fill(String(before));
    await slider.press('ArrowRight');
    expect(Number(await slider.inputValue())).toBe(before + 1e6);
    await expect.poll(() => pair.locator('[aria-live]').textContent()).toMatch(/after the start\. Your run: \d+ requests failed, .* with no servers that routers know\. The other run: \d+ requests failed/);
    await pair.getByRole('button', { name: 'Play both' }).click();
    await expect.poll(async () => Number(await slider.inputValue()), { timeout: 20_000 }).toBeGreaterThan(before + 2e6);
    await pair.getByRole('button', { name: 'Pause' }).click();
  });
});

describe('proving', () => {
  const standing = (page: Page): Promise<string[]> => page.getByRole('region', { name: 'What is asked' }).locator('li').evaluateAll((all) => all.map((row) => row.className.split(' ')[0]!));
  const check = async (page: Page, ends: RegExp): Promise<void> => {
    await page.getByRole('button', { name: 'Check my plan' }).click();
    await expect.poll(() => page.locator('[role=status][aria-live]').first().textContent(), { timeout: 40_000 }).toMatch(ends);
  };

  test('states what is asked first, names where a plan breaks, and jumps there', async () => {
    const page = await openAt(ZERO, 'prove', naive(ZERO));
    const asked = page.getByRole('region', { name: 'What is asked' });
    await asked.getByText('Not one request fails.').waitFor();
    expect(await standing(page)).toEqual(['open', 'open', 'open', 'open', 'open', 'open']);
    await check(page, /^2 of 6 checks are broken\. The first: Not one request fails\. Failed: 720; asked is at most 0\./);
    expect(await standing(page)).toEqual(['holds', 'holds', 'holds', 'broken', 'holds', 'broken']);
    await asked.getByRole('button', { name: 'Show me: Not one request fails.' }).click();
    const show = page.getByRole('region', { name: 'Not one request fails.' });
    await show.waitFor();
    expect(await show.innerText()).toContain('was refused by a server that did not listen');
    const when = (await asked.locator('.violation').first().innerText()).match(/at (\d+:\d\d)/)![1]!;
    expect(await show.getByRole('slider', { name: 'Time' }).getAttribute('aria-valuetext')).toBe(when);
    expect(await show.getByRole('region', { name: 'The life of one request' }).innerText()).toContain('refused');
    expect(await show.getByRole('region', { name: 'Why' }).innerText()).toContain('Removed 1 v1 server');
    await show.getByRole('button', { name: 'On to the next event' }).click();
    await show.getByRole('button', { name: `To ${when}` }).click();
    expect(await show.getByRole('slider', { name: 'Time' }).getAttribute('aria-valuetext')).toBe(when);
    await asked.getByRole('button', { name: /^Hide it/ }).click();
    expect(await show.count()).toBe(0);
  });

  test('passes with another plan than the expert’s, and then is shown beside the expert’s', async () => {
    const page = await openAt(ZERO, 'prove', naive(ZERO));
    await page.getByRole('slider', { name: 'Wait before closing' }).fill('3');
    await page.getByRole('slider', { name: 'Time to finish' }).fill('8');
    expect(await page.getByRole('table').count()).toBe(0);
    await check(page, /^Every check holds/);
    expect(new Set(await standing(page))).toEqual(new Set(['holds']));
    const row = (name: string): Promise<string[]> => page.getByRole('row', { name: new RegExp(`^${name}`) }).getByRole('cell').allInnerTexts();
    await expect.poll(() => row('Wait before closing')).toEqual(['15 s', '10 s']);
    expect(await row('Failed')).toEqual(['0', '0']);
  });

  test('another hour keeps the goal, too', async () => {
    const page = await openAt(STOP, 'prove', { ...naive(STOP), plan: { values: { at: '3h' }, acts: [] } });
    await check(page, /^Every check holds/);
    await expect.poll(() => page.getByRole('row', { name: /^Pull the lever at/ }).getByRole('cell').allInnerTexts()).toEqual(['3:00', '2:00']);
  });

  test('hints are asked for one by one; the last puts an expert’s plan into the form, which passes', async () => {
    const page = await openAt(ZERO, 'prove', naive(ZERO));
    const hints = page.getByRole('region', { name: 'Hints' });
    await hints.getByRole('button', { name: 'Ask for a nudge' }).click();
    expect(await hints.innerText()).toContain('Two kinds of requests fail');
    expect(await hints.innerText()).not.toContain('The wait has to outlast the news');
    await hints.getByRole('button', { name: 'Ask for the rule' }).click();
    await hints.getByRole('button', { name: 'Ask for the last step' }).click();
    await hints.getByRole('button', { name: 'Put an expert’s plan into the form' }).click();
    expect(await hints.innerText()).toContain('Wait before closing: 10 s. Time to finish: 40 s.');
    expect(await hints.innerText()).toContain('You asked for 4 of 4.');
    await check(page, /^Every check holds/);
    await page.getByText('An expert would do the same.').waitFor();
  });

  test('a mark in the wrong place sends back to where it is set', async () => {
    const record = naive(STOP);
    const page = await openAt(STOP, 'prove', { ...record, plan: { values: { at: '2h' }, acts: [] }, marks: { ...record.marks, down: [record.marks['down']![0]! + 240e6] } });
    await check(page, /^1 of 8 checks is broken\. The first: You marked where the outage began\. Your mark stands/);
    await page.getByRole('button', { name: 'Mark it again' }).click();
    await expect.poll(() => page.getByRole('heading', { level: 2 }).innerText()).toBe('What happened?');
    expect(await page.locator('main.observe').innerText()).toContain('Where does the outage begin?');
  });
});

describe.each([['desk', 1280, 800, 'light'], ['desk at night', 1280, 800, 'dark'], ['phone', 390, 844, 'light'], ['four times as large', 320, 640, 'light']] as const)('on a %s', (_, width, height, colorScheme) => {
  test('nothing is cut off sideways, and axe finds nothing', async () => {
    const look = { width, height, colorScheme };
    const explained = await openAt(STOP, 'explain', naive(STOP), look);
    await explained.getByRole('region', { name: 'Your run and the other' }).waitFor();
    expect(await accessibilityProblems(explained)).toEqual([]);
    expect(await overflow(explained)).toBe(0);
    const proved = await openAt(STOP, 'prove', naive(STOP), look);
    await proved.getByRole('button', { name: 'Check my plan' }).click();
    await proved.getByRole('button', { name: /^Show me/ }).first().click({ timeout: 40_000 });
    await proved.locator('.show svg').first().waitFor();
    expect(await accessibilityProblems(proved)).toEqual([]);
    expect(await overflow(proved)).toBe(0);
  });
});
