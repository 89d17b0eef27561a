import type { Source } from '../../../scenario/index.ts';
import type { Dial } from '../dial.ts';
import { analysisWindow } from './analysis-window.ts';
import { bakeTime } from './bake-time.ts';
import { bugSize } from './bug-size.ts';
import { canaryWeight } from './canary-weight.ts';
import { pathCure, pathDial } from './path.ts';
import { reaction } from './reaction.ts';
import { surge } from './surge.ts';
import { alarmWindow, servers, trafficRate } from './world.ts';

/** Dials that know where each strategy keeps what people mean by a word. */
export const DIALS: readonly Dial[] = [canaryWeight, bakeTime, surge, alarmWindow, analysisWindow, reaction, trafficRate, bugSize, servers];

/** A dial by its name, or any knob of the world by its path. @throws RangeError with the cure when there is no such thing */
export function dialOf(id: string, source: Source): Dial {
  const dial = DIALS.find((each) => each.id === id) ?? pathDial(id, source);
  if (dial !== null) return dial;
  const names = DIALS.map((each) => each.id);
  throw new RangeError(`there is no "${id}". ${pathCure(id, names, source)}`);
}
