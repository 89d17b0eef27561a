import { describe, expect, test } from 'vitest';
import { microsAt, openApp, pause, picture, seek, title } from './app.ts';

describe('the page', () => {
  test('shows a bad release and plays by itself', async () => {
    const page = await openApp();
    expect(await title(page)).toContain('bad release');
    const before = await microsAt(page);
    await expect.poll(() => microsAt(page)).toBeGreaterThan(before + 1_000_000);
  });

  test('stands still at a telling moment for those who prefer reduced motion', async () => {
    const page = await openApp({ reducedMotion: 'reduce' });
    const before = await microsAt(page);
    expect(before).toBeGreaterThan(30_000_000);
    await page.waitForTimeout(400);
    expect(await microsAt(page)).toBe(before);
    expect(await picture(page)).toContain('failed so far');
    expect(await page.locator('.stage .dot').evaluateAll((dots) => dots.map((dot) => dot.getAttribute('d')).join(''))).toBe('');
  });

  test('plays every scenario of the library', async () => {
    const page = await openApp();
    const picker = page.getByLabel('Scenario');
    const ids = await picker.locator('optgroup option').evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
    expect(ids.length).toBeGreaterThanOrEqual(6);
    for (const id of ids) {
      await picker.selectOption(id);
      await expect.poll(() => title(page), { timeout: 20_000 }).toBe(await picker.locator(`option[value="${id}"]`).innerText());
    }
  });
});

describe('time', () => {
  test('can be walked with the keyboard alone, and back to exactly the same picture', async () => {
    const page = await openApp();
    await page.keyboard.press('k');
    await page.keyboard.press('Home');
    const seen: (string | null)[] = [];
    for (let step = 0; step < 6; step += 1) {
      await page.keyboard.press(']');
      seen.push(await picture(page));
    }
    await page.keyboard.press('.');
    await page.keyboard.press(',');
    for (let step = 5; step > 0; step -= 1) {
      expect(await picture(page)).toBe(seen[step]);
      await page.keyboard.press('[');
    }
    expect(await picture(page)).toBe(seen[0]);
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('End');
    const end = await microsAt(page);
    await page.keyboard.press('PageUp');
    expect(await microsAt(page)).toBeLessThan(end);
    await page.keyboard.press('5');
    expect(await page.getByRole('radio', { name: '120 times faster' }).isChecked()).toBe(true);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'hidden' });
  });

  test('buttons step by what the chooser says', async () => {
    const page = await openApp();
    await pause(page);
    await seek(page, 0);
    await page.getByLabel('Step by').selectOption('phase');
    await page.getByRole('button', { name: 'On to the next phase' }).click();
    const first = await microsAt(page);
    await page.getByRole('button', { name: 'On to the next phase' }).click();
    await page.getByRole('button', { name: 'Back to the phase before' }).click();
    expect(await microsAt(page)).toBe(first);
  });

  test('keys are left to the field that one types in', async () => {
    const page = await openApp();
    await pause(page);
    const before = await microsAt(page);
    await page.keyboard.press('c');
    const field = page.getByPlaceholder('Find a setting');
    await field.click();
    await page.keyboard.type('k.1?');
    expect(await field.inputValue()).toBe('k.1?');
    expect(await microsAt(page)).toBe(before);
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('stops at the end', async () => {
    const page = await openApp();
    await page.keyboard.press('End');
    await page.waitForTimeout(200);
    expect(await page.locator('.play').getAttribute('aria-label')).toBe('Play');
  });
});

describe('an edit', () => {
  test('re-runs at once, keeps the old future as a ghost, tells the difference, and can be undone', async () => {
    const page = await openApp();
    await pause(page);
    await page.keyboard.press('c');
    expect(await page.locator('path.ghost').count()).toBe(0);
    const surge = page.getByRole('textbox', { name: 'Surge (maxSurge)' });
    await surge.fill('4');
    await page.getByRole('heading', { name: /^Compared with before/ }).waitFor();
    expect(await page.locator('path.ghost').count()).toBeGreaterThan(3);
    expect(await surge.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByRole('button', { name: 'Undo edit' }).click();
    expect(await page.locator('path.ghost').count()).toBe(0);
    await page.getByRole('button', { name: 'Redo' }).click();
    await page.getByRole('heading', { name: /^Compared with before/ }).waitFor();
    await page.getByRole('button', { name: 'Stop comparing with before' }).click();
    expect(await page.locator('path.ghost').count()).toBe(0);
  });

  test('can add a fault, and change and remove it, while its group stays open', async () => {
    const page = await openApp();
    await pause(page);
    await page.keyboard.press('c');
    await page.locator('summary', { hasText: 'Faults' }).click();
    await page.getByLabel('What to add to Faults').selectOption({ label: 'a traffic spike' });
    await page.getByRole('button', { name: 'Add', exact: true }).first().click();
    const times = page.getByRole('textbox', { name: 'Times', exact: true });
    await times.fill('20');
    await expect.poll(() => page.locator('.time svg[role=img]').innerHTML()).toContain('traffic spike');
    await page.getByRole('button', { name: /^Remove/ }).first().click();
    expect(await times.count()).toBe(0);
    expect(await page.getByLabel('What to add to Faults').isVisible()).toBe(true);
  });

  test('that will not do says why at its control, and the last good run stays', async () => {
    const page = await openApp();
    await pause(page);
    await page.keyboard.press('c');
    const before = await picture(page);
    const ready = page.getByRole('textbox', { name: /^Minimum ready time/ });
    await ready.fill('soon');
    expect(await ready.getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('.knob', { has: ready }).innerText()).toContain('must be a duration');
    expect(await ready.inputValue()).toBe('soon');
    expect(await picture(page)).toBe(before);
    await ready.fill('20s');
    expect(await ready.getAttribute('aria-invalid')).toBe('false');
  });

  test('of a big scenario runs in the background, and the last edit wins', async () => {
    const page = await openApp();
    await pause(page);
    await page.keyboard.press('c');
    await page.getByPlaceholder('Find a setting').fill('traffic.rate');
    const rate = page.getByRole('textbox', { name: 'Requests', exact: true });
    await rate.fill('900/s');
    await rate.fill('500/s');
    await page.getByRole('heading', { name: /^Compared with before/ }).waitFor();
    await expect.poll(() => page.locator('.progress').count()).toBe(0);
    await seek(page, 10);
    expect(await picture(page)).toMatch(/of [45],\d{3} requests served/);
    expect(await page.locator('.notice p').count()).toBe(0);
  });
});

test('a run in the background can be cancelled, and everything is as it was', async () => {
  const page = await openApp();
  await pause(page);
  await page.keyboard.press('c');
  await page.getByPlaceholder('Find a setting').fill('traffic.rate');
  const rate = page.getByRole('textbox', { name: 'Requests', exact: true });
  const [before, shown] = [await rate.inputValue(), await picture(page)];
  await rate.fill('7000/s');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByPlaceholder('Find a setting').focus();
  expect(await rate.inputValue()).toBe(before);
  expect(await picture(page)).toBe(shown);
  expect(await page.locator('path.ghost').count()).toBe(0);
});

test('a person at the controls makes another future', async () => {
  const page = await openApp();
  await pause(page);
  await seek(page, 45);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByRole('heading', { name: 'Compared with before: undo at 0:45' }).waitFor();
  expect(await microsAt(page)).toBe(45_000_000);
  await page.keyboard.press('End');
  expect(await picture(page)).toContain('v1');
  await page.keyboard.press('u');
  expect(await page.locator('path.ghost').count()).toBe(0);
});

test('a failed request, a server and a decision tell their story', async () => {
  const page = await openApp();
  await pause(page);
  await seek(page, 100);
  await page.getByRole('button', { name: 'Failures' }).click();
  await page.locator('aside li button').first().click();
  await page.getByRole('heading', { name: /^One request of user/ }).waitFor();
  await page.getByRole('button', { name: 'Tables' }).click();
  await page.locator('summary', { hasText: 'Servers at' }).click();
  await page.locator('aside table button').first().click();
  await page.getByRole('heading', { name: /^Server / }).waitFor();
  await page.getByRole('button', { name: 'Explain' }).click();
  await page.getByRole('region', { name: 'Why' }).waitFor();
});

test('a click on a mark of the timeline goes there and says why', async () => {
  const page = await openApp();
  await pause(page);
  await seek(page, 0);
  await page.getByRole('button', { name: 'Failures' }).click();
  const label = (await page.locator('section.time svg text', { hasText: 'alarm' }).first().boundingBox())!;
  await page.mouse.click(label.x + label.width / 2, label.y + label.height / 2);
  expect(await microsAt(page)).toBeGreaterThan(60_000_000);
  expect(await page.getByRole('region', { name: 'Why' }).innerText()).toContain('The pager went off');
});

test('a click on a server of the stage tells its life', async () => {
  const page = await openApp();
  await pause(page);
  const stage = (await page.locator('.stage svg').boundingBox())!;
  await page.mouse.click(stage.x + stage.width * 0.4, stage.y + stage.height * 0.25);
  await page.getByRole('heading', { name: /^Server v1-/ }).waitFor();
});

test('the look is kept for the next visit', async () => {
  const page = await openApp();
  await page.getByLabel('Look').selectOption('dark');
  const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.reload();
  await page.locator('.stage svg').waitFor();
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(paper);
  expect(await page.getByLabel('Look').inputValue()).toBe('dark');
});
