import { Random, quantileOf, SECOND } from '../../../src/sim/kernel/index.ts';
import { Station } from '../../sim/kernel/station.ts';
import { loadSimjs } from '../simjs.ts';
import { askSimpy } from '../simpy.ts';
import { timed, type Suite } from '../suite.ts';
import simpyProgram from './mm1.py?raw';

const INTERARRIVAL = 1.25 * SECOND,
  SERVICE = 1 * SECOND;
const { Sim, Facility, Entity, Random: SimjsRandom } = await loadSimjs();

function ours(customers: number): number {
  const random = new Random(1);
  const station = new Station({
    servers: 1,
    interarrival: quantileOf({ kind: 'exponential', mean: INTERARRIVAL }),
    service: quantileOf({ kind: 'exponential', mean: SERVICE }),
    arrivals: random.stream('arrivals'),
    services: random.stream('services'),
  });
  return station.run(customers * INTERARRIVAL).arrived;
}

function simjs(customers: number): number {
  const random = new SimjsRandom(1),
    sim = new Sim(),
    server = new Facility('server');
  let arrived = 0;
  class Source extends Entity {
    start(): void {
      this.setTimer(random.exponential(1 / INTERARRIVAL)).done(this.arrive, this);
    }
    arrive(): void {
      arrived++;
      this.useFacility(server, random.exponential(1 / SERVICE));
      this.start();
    }
  }
  sim.addEntity(Source, 'source');
  sim.simulate(customers * INTERARRIVAL);
  return arrived;
}

const simpy = askSimpy();

export const suites: Suite[] = [
  {
    id: 'mm1',
    title: 'M/M/1 at 80 % load: one server, exponential arrivals and services',
    unit: 'customers',
    contestants: [
      { name: 'Cutover kernel', round: () => timed(() => ours(1_000_000)) },
      { name: 'simjs 2.0.3, Entity and Facility', goal: 5, round: () => timed(() => simjs(100_000)) },
      {
        name: `${simpy.name}, a process a customer`,
        goal: 40,
        skipped: simpy.skipped,
        round: () => simpy.round(simpyProgram, 20_000),
      },
    ],
  },
];
