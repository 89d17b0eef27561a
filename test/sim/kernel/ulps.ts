const view = new DataView(new ArrayBuffer(8));

/** Places a double on the line of all doubles, so that neighbours are one apart. */
function place(value: number): bigint {
  view.setFloat64(0, value);
  const bits = view.getBigInt64(0);
  return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
}

/** How many doubles lie between two doubles: 0 when equal, 1 for neighbours. */
export function ulpsBetween(a: number, b: number): number {
  const distance = place(a) - place(b);
  return Number(distance < 0n ? -distance : distance);
}
