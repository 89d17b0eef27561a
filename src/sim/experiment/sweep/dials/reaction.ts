import { build, edit, type Source } from '../../../scenario/index.ts';
import { formatDuration } from '../../../schema/index.ts';
import { durationsAround } from '../around.ts';
import { positionOf, type Dial } from '../dial.ts';

/** When people act after the alarm, by their place in the list; those who act at an instant are left out. */
const waiting = (source: Source): { place: number; after: number }[] =>
  build(source).operator.flatMap(({ afterAlarm }, place) => (afterAlarm === null ? [] : [{ place, after: afterAlarm }]));

export const isSomebodyWaiting = (source: Source): boolean => waiting(source).length > 0;

/** How long people take to do something about the alarm: the first of them; the others keep their distance to the first. */
export const reaction: Dial = {
  id: 'reaction',
  label: 'Reaction',
  help: 'Time from the alarm until a person acts; whatever people do later keeps its distance.',
  kind: 'duration',
  refusal: (source) => (isSomebodyWaiting(source) ? null : 'Nobody acts on the alarm in this world.'),
  own: (source) => {
    const all = waiting(source);
    return all.length === 0 ? null : formatDuration(Math.min(...all.map(({ after }) => after)));
  },
  values: (source) => durationsAround(reaction.own(source), ['30s', '1m', '2m', '4m']),
  set(source, value) {
    const all = waiting(source),
      first = Math.min(...all.map(({ after }) => after)),
      wanted = positionOf('duration', value, source) ?? NaN;
    return all.reduce(
      (changed, { place, after }) => edit(changed, `operator.${place}.afterAlarm`, formatDuration(after - first + wanted)),
      source,
    );
  },
};
