import { countsAround, durationsAround, ratesAround } from '../around.ts';
import { plainDial } from '../dial.ts';
import { isSomebodyWaiting } from './reaction.ts';

/** How far back the pager looks. */
export const alarmWindow = plainDial({
  id: 'alarmWindow',
  label: 'Alarm window',
  help: 'Time over which the pager counts failed requests before it rings.',
  kind: 'duration',
  places: (source) => (isSomebodyWaiting(source) ? ['alarm.window'] : 'Nobody acts on the alarm in this world.'),
  around: (own) => durationsAround(own, ['10s', '20s', '30s', '60s', '120s']),
});

export const trafficRate = plainDial({
  id: 'trafficRate',
  label: 'Traffic',
  help: 'Mean requests a second.',
  kind: 'rate',
  places: () => ['traffic.rate'],
  around: (own) => ratesAround(own),
});

export const servers = plainDial({
  id: 'servers',
  label: 'Servers',
  help: 'How many servers the service should have; the traffic stays.',
  kind: 'count',
  places: () => ['fleet.replicas'],
  around: (own) => countsAround(own, [0.5, 0.75, 1, 1.5, 2, 3]),
});
