import type { PresentedStep } from '../../src/sim/index.ts';
import { markup, type Markup } from './markup.ts';

/**
 * The markup of a live figure: its caption, which changes with the fragments that stand for the steps of the scenario, the frame, and
 * what is in its place as long as nothing has been drawn there.
 * @param views what the embed draws
 * @param opening what is said before the first step; the title of a scenario would give its end away
 * @throws when the scenario names no steps: nothing would then move the figure, and nothing of it would come on paper
 */
export function figureOf(id: string, views: string, opening: string, { title, steps }: { title: string; steps: readonly PresentedStep[] }): Markup {
  if (steps.length === 0) throw new Error(`The deck asks for a figure of ${id}, which names no steps. Write steps: into its scenario.yaml.`);
  const address = `../embed.html#scenario=${id}&views=${views}&keys=none&controls=none&caption=none&future=hidden`;
  return markup`
    <header class="caption">
      <div class="opening"><h2>${opening}</h2> <p>Just before it begins</p></div>
      ${steps.map(({ name, caption, print }, index) => markup`<div class="fragment" data-step="${index + 1}" data-print="${String(print)}"><h2>${name}</h2> <p>${caption}</p></div>
      `)}
    </header>
    <figure class="figure">
      <iframe data-address="${address}" sandbox="allow-scripts" title="${title}"></iframe>
      <div class="poster">
        <p>The figure is drawn here as soon as it is ready. These are its steps:</p>
        <ol>${steps.map(({ name }) => markup`<li>${name}</li>`)}</ol>
      </div>
    </figure>
    <ol class="pips" aria-hidden="true">${steps.map((_, index) => markup`<li>${index + 1}</li>`)}</ol>`;
}
