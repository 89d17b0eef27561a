export { EXPECTATION_EXAMPLE, parseExpectation, type Expectation } from './expectation.ts';
