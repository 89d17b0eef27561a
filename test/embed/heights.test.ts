import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { GAP, share, type Picture } from '../../src/embed/frame/heights.ts';
import { parse, run } from '../../src/sim/index.ts';
import { layoutStage } from '../../src/ui/views/stage/layout.ts';
import { placesOf } from '../../src/ui/views/stage/places.ts';
import { LANES } from '../../src/ui/views/lanes/lanes.ts';

const traceOf = (id: string) => run(parse(readFileSync(`scenarios/${id}/scenario.yaml`, 'utf8')).scenario, { seed: 1 });
const trace = traceOf('07-bad-release-and-undo');
const stage: Picture = { kind: 'stage' }, lanes: Picture = { kind: 'lanes', lanes: ['state', 'failed'] }, timeline: Picture = { kind: 'lanes', lanes: LANES };
const kinds = (pictures: readonly Picture[], size: { width: number; height: number; zoom?: number }, tooMuch: 'scroll' | 'drop' = 'drop') =>
  share(pictures, trace, tooMuch, { zoom: 1, ...size });

/** What a plan takes of the frame, in CSS pixels. */
function taken({ zoom, pictures }: ReturnType<typeof share>, width: number, of = trace): number {
  const heights = pictures.map(({ picture, height }) => (picture.kind === 'stage' ? layoutStage(placesOf(of).groups, width / zoom, height! / zoom).height * zoom : height!));
  return heights.reduce((sum, height) => sum + height, GAP * zoom * (heights.length - 1));
}

describe('how a frame is shared out', () => {
  test.each([['07-bad-release-and-undo'], ['15-canary-bad'], ['01-olden-days']])('the pictures of %s fill a slide and do not scroll', (id) => {
    const of = traceOf(id);
    for (const pictures of [[stage, lanes], [stage, timeline], [lanes]]) {
      const plan = share(pictures, of, 'scroll', { width: 1224, height: 620, zoom: 1 });
      expect(taken(plan, 1224, of)).toBeLessThanOrEqual(620);
      expect(taken(plan, 1224, of)).toBeGreaterThan(400);
    }
  });

  test('a small fleet alone on a slide is drawn larger', () => {
    expect(share([stage], traceOf('01-olden-days'), 'drop', { width: 1224, height: 660, zoom: 1 }).zoom).toBeGreaterThan(1.4);
    expect(kinds([stage], { width: 612, height: 320 }).zoom).toBe(1);
  });

  test('in a low frame the usual lanes give way to the stage, and those asked for by name make it scroll', () => {
    expect(kinds([stage, lanes], { width: 620, height: 290 }).pictures.map(({ picture }) => picture.kind)).toEqual(['stage']);
    expect(kinds([stage, lanes], { width: 620, height: 290 }, 'scroll').pictures.map(({ picture }) => picture.kind)).toEqual(['stage', 'lanes']);
    expect(kinds([{ kind: 'lanes', lanes: ['failed', 'cost'] }], { width: 620, height: 60 }, 'scroll').pictures[0]!.height).toBeUndefined();
  });

  test('a frame slimmer than any layout is drawn smaller rather than scrolled sideways', () => {
    expect(kinds([stage], { width: 240, height: 400 }).zoom).toBe(0.75);
    expect(kinds([stage], { width: 370, height: 700, zoom: 1.35 }).zoom).toBeCloseTo(370 / 320);
  });
});
