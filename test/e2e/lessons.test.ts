import { describe, expect, test } from 'vitest';
import { keptOf, openLesson, SOON, type Learner } from './lessons.ts';

const STOP = 'The olden days: stop everything', ZERO = '“Zero downtime” still drops requests';
const SLOW = 180_000;

describe('the lesson about stopping everything', () => {
  test('is finished by somebody who knows, with keys alone and motion off', async () => {
    const learner = await openLesson(STOP, { by: 'keys', reducedMotion: 'reduce', inspected: true });
    await learner.next('Start', 'When do you pull it?');
    await learner.next('Next', 'Say what you expect');
    await learner.draw('How many servers are ready', [1, 0, 0, 0, 1, 1]);
    await learner.guess('How long is the shop closed? Drag', '6m');
    await learner.next('Lock my guess and run', 'Run: the version is fine');
    expect(await learner.watch()).toBeGreaterThan(3);
    await learner.next('Next', 'What happened?');
    await learner.mark('12:00:01');
    await learner.mark('12:05:44');
    await learner.next('Next', 'The same with a broken version');
    await learner.guess('How long is the shop closed in all?', '11m');
    await learner.next('Lock my guess and run', 'Run: the version is broken');
    await learner.watch();
    await learner.next('Next', 'What happened?');
    await learner.mark('12:08:02');
    await learner.mark('12:14:00');
    await learner.next('Next', 'Where the minutes went');
    expect(await learner.page.locator('main').innerText()).toContain('Your line is');
    await learner.next('Next', 'Your turn');
    await learner.set('Pull the lever at', 2);
    await learner.check();
    expect(await learner.page.getByText('Your plan holds.').count()).toBe(1);
    expect(await learner.standing()).toEqual(Array.from({ length: 8 }, () => 'holds'));
    await learner.next('Next', 'Now break it yourself');
    await follow(learner, /version is broken/, STOP);
  }, SLOW);

  test('is finished by somebody who is wrong first, on a phone', async () => {
    const learner = await openLesson(STOP, { reducedMotion: 'reduce', colorScheme: 'dark', width: 390, height: 844, touch: true, inspected: true });
    await learner.next('Start', 'When do you pull it?');
    await learner.next('Next', 'Say what you expect');
    await learner.draw('How many servers are ready', [1, 0, 1, 1, 1, 1]);
    await learner.guess('How long is the shop closed? Drag', '1m');
    await learner.next('Lock my guess and run', 'Run: the version is fine');
    await learner.watch();
    await learner.next('Next', 'What happened?');
    await learner.mark('12:07');
    expect(await learner.onward.isEnabled()).toBe(false);
    expect(await learner.page.locator('main').innerText()).toContain('Look at the servers, not at the requests.');
    await reloaded(learner, { at: 'observe', record: { marks: { down: [43_620_000_000] } } });
    await learner.mark('12:00:01');
    await learner.mark('12:05:44');
    await learner.next('Next', 'The same with a broken version');
    await learner.skip('How long is the shop closed in all?');
    await learner.next('Lock my guess and run', 'Run: the version is broken');
    await learner.watch();
    await learner.next('Next', 'What happened?');
    await learner.mark('12:08:02');
    await learner.mark('12:14:00');
    await learner.next('Next', 'Where the minutes went');
    const told = await learner.page.locator('main').innerText();
    expect(told).toContain('Copying the files is the part that people remember.');
    expect(told).toContain('You skipped this guess');
    await reloaded(learner, { at: 'explain' });
    await learner.next('Next', 'Your turn');
    await learner.check();
    expect(await learner.standing()).toEqual(['holds', 'holds', 'holds', 'holds', 'broken', 'holds', 'holds', 'broken']);
    await reloaded(learner, { at: 'prove.failed', failing: 'quiet' });
    await learner.hand.press(learner.button(/^Show me\s?: The day keeps its goal/));
    await learner.page.locator('#show-title').waitFor();
    await learner.look();
    for (const rung of ['Ask for a nudge', 'Ask for the rule', 'Ask for the last step']) await learner.hand.press(learner.button(rung));
    expect(await learner.page.locator('main').innerText()).toContain('The traffic is lowest as long before the peak as it is after it.');
    await learner.set('Pull the lever at', 1);
    await learner.check();
    expect(await learner.page.getByText('Your plan holds.').count()).toBe(1);
    await learner.next('Next', 'Now break it yourself');
  }, SLOW);
});

describe('the lesson about zero downtime', () => {
  test('is finished by somebody who knows, while everything moves', async () => {
    const learner = await openLesson(ZERO);
    await learner.next('Start', 'A healthy update');
    await learner.next('Next', 'Say what you expect');
    await learner.guess('How many requests fail', '500');
    await learner.guess('For how long do routers still send users', '6s');
    await learner.next('Lock my guess and run', 'Run: a healthy update');
    await learner.page.getByRole('combobox', { name: 'Speed' }).selectOption('30');
    expect(await learner.watch()).toBeGreaterThan(2);
    await learner.next('Next', 'What happened?');
    await learner.mark('0:34');
    await learner.mark('0:40');
    await learner.next('Next', 'A race that nobody watches');
    await learner.next('Next', 'Your turn');
    await learner.set('Wait before closing', 2);
    await learner.set('Time to finish', 7);
    await learner.check();
    expect(await learner.page.getByText('Your plan holds.').count()).toBe(1);
    await learner.next('Next', 'Now break it yourself');
    await follow(learner, /a healthy update/, ZERO);
  }, SLOW);

  test('is finished by somebody who is wrong first, with keys alone at 400 % zoom', async () => {
    const learner = await openLesson(ZERO, { by: 'keys', reducedMotion: 'reduce', width: 320, height: 640, inspected: true });
    await learner.next('Start', 'A healthy update');
    await learner.next('Next', 'Say what you expect');
    await learner.guess('How many requests fail', '0');
    await learner.guess('For how long do routers still send users', '0s');
    await learner.next('Lock my guess and run', 'Run: a healthy update');
    await learner.watch();
    await learner.next('Next', 'What happened?');
    await learner.mark('0:34');
    for (const wrong of ['0:20', '0:25', '0:30']) await learner.mark(wrong);
    await learner.next('Next', 'A race that nobody watches');
    expect(await learner.page.locator('main').innerText()).toContain('The question is whether a request arrives at a door that has just been closed.');
    await learner.next('Next', 'Your turn');
    await learner.check();
    expect(await learner.standing()).toEqual(['holds', 'broken', 'holds', 'broken', 'holds', 'broken']);
    await learner.hand.press(learner.button('Mark it again').first());
    await learner.arrived('What happened?');
    await learner.back('Run: a healthy update');
    expect(await learner.page.locator('main').innerText()).toContain('The dashboard is green.');
    await learner.next('Next', 'What happened?');
    await learner.hand.press(learner.button(/^Mark it again/));
    await learner.mark('0:40');
    await learner.next('Next', 'A race that nobody watches');
    await learner.next('Next', 'Your turn');
    expect(await learner.standing()).toEqual(Array.from({ length: 6 }, () => 'open'));
    await learner.set('Wait before closing', 3);
    await learner.check();
    // A plan that was lucky on the day that one has seen.
    expect(await learner.standing()).toEqual(['holds', 'holds', 'holds', 'holds', 'holds', 'broken']);
    for (const rung of ['Ask for a nudge', 'Ask for the rule', 'Ask for the last step', 'Put an expert’s plan into the form']) await learner.hand.press(learner.button(rung));
    await learner.check();
    expect(await learner.page.getByText('Your plan holds.').count()).toBe(1);
    await learner.next('Next', 'Now break it yourself');
    expect(await learner.page.locator('main').innerText()).toContain('You have proved it, in 3 tries, with 4 hints.');
  }, SLOW);
});

/** Once the address holds what was done last, the page after a reload is the page before it. */
async function reloaded(learner: Learner, done: object): Promise<void> {
  const said = (): Promise<string> => learner.page.locator('main').innerText();
  await expect.poll(() => keptOf(learner.page), SOON).toMatchObject(done);
  const before = await said();
  await learner.page.reload();
  await learner.heading.waitFor();
  await expect.poll(said, SOON).toBe(before);
}

/** The link into the app opens the learner's own world. */
async function follow(learner: Learner, name: RegExp, title: string): Promise<void> {
  await learner.hand.press(learner.page.getByRole('link', { name }));
  await expect.poll(() => learner.page.locator('h1').innerText(), SOON).toContain(title.slice(0, 12));
  await learner.page.locator('.stage svg').waitFor({ timeout: 30_000 });
}
