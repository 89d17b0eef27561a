/** The part of simjs that the bench uses; the package brings no types. */
export interface Simjs {
  Sim: new () => { addEntity(kind: new () => object, name: string): void; simulate(until: number): void };
  Facility: new (name: string) => object;
  Entity: new () => {
    setTimer(delay: number): { done(action: () => void, context: object): void };
    useFacility(facility: object, duration: number): void;
  };
  Random: new (seed: number) => { exponential(rate: number): number };
}

/** simjs exports nothing: it leaves itself on `window`. */
export async function loadSimjs(): Promise<Simjs> {
  const page: { Sim?: Simjs } = {};
  Reflect.set(globalThis, 'window', page);
  // @ts-expect-error The package brings no types.
  await import('simjs');
  Reflect.deleteProperty(globalThis, 'window');
  return page.Sim!;
}
