import erfcinv from '@stdlib/math-base-special-erfcinv';
import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';
import { expect, test } from 'vitest';
import { Random } from '../../../src/sim/kernel/index.ts';
import { ulpsBetween } from './ulps.ts';

// Twenty digits each, of the function at the very double that is written on the left, by arbitrary-precision arithmetic.
const LN: [number, string][] = [
  [1e-300, '-690.77552789821370518'],
  [1e-9, '-20.723265836946411094'],
  [0.1, '-2.3025850929940456285'],
  [0.5, '-0.69314718055994530942'],
  [0.9, '-0.10536051565782627656'],
  [0.9999999, '-1.0000000494736474329e-7'],
  [1.0000001, '9.9999995058387045178e-8'],
  [1.5, '0.40546510810816438198'],
  [2, '0.69314718055994530942'],
  [2.718281828459045, '0.99999999999999994682'],
  [10, '2.3025850929940456840'],
  [1000, '6.9077552789821370521'],
  [123456789, '18.631401766168018033'],
  [1e300, '690.77552789821370526'],
];
const EXP: [number, string][] = [
  [-700, '9.8596765437597708567e-305'],
  [-20, '2.0611536224385578280e-9'],
  [-1, '0.36787944117144232160'],
  [-0.5, '0.60653065971263342360'],
  [-1e-9, '0.99999999900000000050'],
  [0.1, '1.1051709180756476309'],
  [0.5, '1.6487212707001281468'],
  [1, '2.7182818284590452354'],
  [2, '7.3890560989306502272'],
  [10, '22026.465794806716517'],
  [50.5, '8.5481342872980576923e+21'],
  [700, '1.0142320547350045095e+304'],
];
const ERFCINV: [number, string][] = [
  [1e-6, '3.4589107372795000284'],
  [0.001, '2.3267537655135246664'],
  [0.02, '1.6449763571331870447'],
  [0.1, '1.1630871536766740677'],
  [0.25, '0.81341984759761854169'],
  [0.5, '0.47693627620446987338'],
  [0.75, '0.22531205501217810473'],
  [0.9, '0.088855990494257667182'],
  [1.1, '-0.088855990494257766352'],
  [1.5, '-0.47693627620446987338'],
  [1.98, '-1.6449763571331868145'],
  [1.999, '-2.3267537655135465806'],
];

test.each(LN)('ln %d is %s, to the last bit or the one before', (x, value) => {
  expect(ulpsBetween(ln(x), Number(value))).toBeLessThanOrEqual(1);
});

test.each(EXP)('exp %d is %s, to the last bit or the one before', (x, value) => {
  expect(ulpsBetween(exp(x), Number(value))).toBeLessThanOrEqual(1);
});

test.each(ERFCINV)('erfc⁻¹ %d is %s, to within four last bits', (x, value) => {
  expect(ulpsBetween(erfcinv(x), Number(value))).toBeLessThanOrEqual(4);
});

test('ln and exp stay within one last bit of this engine’s own over a hundred thousand draws', () => {
  const stream = new Random(1).stream('elementary');
  let worstLn = 0,
    worstExp = 0;
  for (let i = 0; i < 100_000; i++) {
    const u = stream(),
      x = 1_400 * u - 700;
    worstLn = Math.max(worstLn, ulpsBetween(ln(u), Math.log(u)));
    worstExp = Math.max(worstExp, ulpsBetween(exp(x), Math.exp(x)));
  }
  expect(worstLn).toBeLessThanOrEqual(1);
  expect(worstExp).toBeLessThanOrEqual(1);
});
