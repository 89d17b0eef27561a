import { describe, expect, test } from 'vitest';
import { openApp, pause } from './app.ts';

describe.each([
  ['a desk', 1280, 800],
  ['a phone', 390, 844],
])('groups of users, on %s', (_, width, height) => {
  test('can be added, renamed with the rules that name them, changed and removed, by the keyboard alone', async () => {
    const page = await openApp({ width, height });
    await pause(page);
    await page.getByLabel('Scenario').selectOption('27-ab-by-rule');
    await page.getByRole('heading', { level: 1, name: 'A/B by rule' }).waitFor();
    await page.getByRole('button', { name: 'Change', exact: true }).first().click();
    const names = (): Promise<string[]> =>
      page.getByRole('group', { name: 'Cohorts' }).getByLabel(/^Name of group/).evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
    const issue = (): Promise<string> => page.getByRole('group', { name: 'Cohorts' }).innerText();
    await page.getByPlaceholder('Find a setting').fill('cohort');

    await page.getByRole('button', { name: 'Add a group' }).focus();
    await page.keyboard.press('Enter');
    expect(await names()).toEqual(['testers', 'beta']);
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Name of group 2');
    await page.keyboard.type('staff');
    await page.keyboard.press('Enter');
    expect(await names()).toEqual(['testers', 'staff']);

    await page.getByLabel('Share of staff').fill('90%');
    expect(await issue()).toContain('Add up to 120% of all users. Make them 100% or less together.');
    await page.getByLabel('Share of staff').fill('20%');
    expect(await issue()).toContain('together 50%');

    const first = page.getByLabel('Name of group 1');
    await first.fill('staff');
    await first.press('Enter');
    expect(await issue()).toContain('There is a staff already. Choose another name.');
    await first.press('Escape');
    expect(await names()).toEqual(['testers', 'staff']);
    await first.fill('pilots');
    await first.press('Enter');
    expect(await names()).toEqual(['pilots', 'staff']);
    // The rule of the strategy goes on naming the same group, and one step back undoes both.
    expect(await page.getByRole('combobox', { name: 'Cohort (cohort)' }).inputValue()).toBe('pilots');
    await page.getByRole('button', { name: 'Add a group' }).focus();
    await page.keyboard.press('Control+z');
    await expect.poll(names).toEqual(['testers', 'staff']);
    expect(await page.getByRole('combobox', { name: 'Cohort (cohort)' }).inputValue()).toBe('testers');

    await page.getByRole('button', { name: 'Remove staff' }).focus();
    await page.keyboard.press('Enter');
    expect(await names()).toEqual(['testers']);
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Remove testers');
  });
});
