import axe from 'axe-core';
import type { Page } from 'playwright-core';

const WCAG_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What keeps a page from WCAG 2.2 AA, as far as axe can tell: one line for each element, with its rule and the reason. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async (values) => {
    const checker = (globalThis as unknown as { axe: typeof axe }).axe;
    return (await checker.run({ runOnly: { type: 'tag', values } })).violations;
  }, WCAG_AA);
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help} at ${target.join(' ')}`));
}
