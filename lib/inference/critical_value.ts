/**
 * The normal quantile of 95 % intervals.
 *
 * @module
 */

/** How many standard errors 95 % intervals reach to either side, to all digits. */
export const CRITICAL_VALUE_95 = 1.959963984540054;
