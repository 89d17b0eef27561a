/** A scenario under every strategy that exists, simplest first, read and checked at build time: see build/scenarios.ts. */
declare module '*/scenario.yaml?arms' {
  const arms: readonly (import('../../sim/index.ts').Arm & { scenario: import('../../sim/index.ts').Scenario })[];
  export default arms;
}
/** What a list of scenarios says of one. */
declare module '*/scenario.yaml?about' {
  const about: { title: string; description: string; strategy: string };
  export default about;
}
