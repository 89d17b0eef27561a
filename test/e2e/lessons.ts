import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Kept } from '../../src/lessons/index.ts';
import { keptIn } from '../../src/ui/lessons/address.ts';
import { accessibilityProblems } from './axe.ts';
import { keys, pointer, type Hand } from './learner.ts';
import { openPage, type PageOptions } from './serve.ts';

/** A page may take its time on a busy machine. */
export const SOON = { timeout: 15_000 };

/** What somebody does in a lesson, as the page lets them. */
export class Learner {
  readonly page: Page;
  readonly hand: Hand;
  /** What is looked at on every beat, besides going on. */
  readonly #look: ((page: Page) => Promise<void>) | undefined;

  constructor(page: Page, hand: Hand, look?: (page: Page) => Promise<void>) {
    this.page = page;
    this.hand = hand;
    this.#look = look;
  }

  get heading(): Locator { return this.page.locator('[data-begins]'); }
  get way(): Locator { return this.page.getByRole('navigation', { name: 'Lesson' }); }
  get onward(): Locator { return this.way.locator('.onward'); }
  button(name: string | RegExp): Locator { return this.page.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) }); }
  /** The part of the page that asks this. */
  asked(question: string): Locator { return this.page.locator('section.guess', { hasText: question }); }

  /** Goes on, and begins at the next heading. */
  async next(label: string, to: string): Promise<void> {
    await expect.poll(() => this.onward.innerText(), SOON).toBe(label);
    await expect.poll(() => this.onward.isEnabled(), SOON).toBe(true);
    await this.hand.press(this.onward);
    await this.arrived(to);
  }
  async back(to: string): Promise<void> {
    await this.hand.press(this.way.getByRole('button', { name: 'Back', exact: true }));
    await this.arrived(to);
  }
  async arrived(at: string): Promise<void> {
    await expect.poll(() => this.heading.innerText(), SOON).toBe(at);
    await expect.poll(() => this.page.evaluate(() => document.activeElement?.hasAttribute('data-begins')), SOON).toBe(true);
    await this.look();
  }
  /** Whatever the test wants to be true of every page, once it has come to rest. */
  async look(): Promise<void> {
    await expect.poll(() => this.page.getByText(/ is on its way …|^Playing /).count(), { timeout: 20_000 }).toBe(0);
    await this.#look?.(this.page);
  }

  async guess(question: string, value: string): Promise<void> {
    await this.hand.write(this.asked(question).getByRole('textbox', { name: 'or type it' }), value);
  }
  async draw(question: string, heights: readonly number[]): Promise<void> {
    const sheet = this.asked(question).getByRole('slider');
    await sheet.waitFor();
    await this.hand.draw(sheet, heights);
  }
  async skip(question: string): Promise<void> {
    await this.hand.press(this.asked(question).getByRole('button', { name: /^Skip/ }));
  }
  async set(control: string, to: number): Promise<void> {
    await this.hand.slide(this.page.getByRole('slider', { name: control, exact: true }), to);
  }
  /** Watches the run to its end, from stop to stop; gives back how often it stopped. */
  async watch(): Promise<number> {
    for (let stops = 0; ; stops += 1) {
      await expect.poll(() => this.button('Hold still').count(), { timeout: 30_000 }).toBe(0);
      if (await this.onward.isEnabled()) return stops;
      await this.hand.press(this.button('Go on'));
    }
  }
  async mark(at: string): Promise<void> {
    await this.hand.write(this.page.getByRole('textbox', { name: 'at', exact: true }), at);
    await this.hand.press(this.button('Mark here'));
  }
  /** Has the plan judged, and waits for what comes of it. */
  async check(): Promise<void> {
    await this.hand.press(this.button('Check my plan'));
    await this.page.locator('.asked .holds, .asked .broken').first().waitFor({ timeout: 40_000 });
    await this.look();
  }
  /** What is asked and how it stands, line by line. */
  standing(): Promise<string[]> {
    return this.page.locator('.asked > ol > li').evaluateAll((items) => items.map((item) => item.className.replace(/ ?s-[\w-]+/g, '').replace(/ ?svelte-\w+/g, '')));
  }
}

export interface LessonOptions extends PageOptions {
  by?: 'pointer' | 'keys';
  /** Looks at every beat for what axe finds and for anything that is cut off sideways. */
  inspected?: boolean;
}

/** A learner at the beginning of a lesson, who came from the list. */
export async function openLesson(title: string, { by = 'pointer', inspected = false, ...options }: LessonOptions = {}): Promise<Learner> {
  const page = await openPage({ path: 'lessons.html', ...options });
  page.setDefaultTimeout(10_000);
  const hand = by === 'keys' ? keys(page) : pointer(page);
  const learner = new Learner(page, hand, inspected ? inspect : undefined);
  await hand.press(page.getByRole('link', { name: title, exact: true }));
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.locator('figure svg').first().waitFor();
  await learner.look();
  return learner;
}

/** What the address holds of the lesson; null when it holds none. */
export async function keptOf(page: Page): Promise<Kept | null> {
  const kept = await keptIn(await page.evaluate(() => location.hash));
  return kept === null ? null : (kept.value as unknown as Kept);
}

async function inspect(page: Page): Promise<void> {
  const where = `${await page.locator('h1').innerText()}: ${await page.locator('[data-begins]').innerText()}`;
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${where} is cut off`).toBe(0);
  expect(await accessibilityProblems(page), where).toEqual([]);
}
