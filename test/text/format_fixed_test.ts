import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { formatFixed } from "lib/text/format_fixed.ts";

Deno.test("formatFixed writes what Python's format writes", () => {
  // Printed by "{:.4f}".format and the like.
  const expected: readonly (readonly [number, number, string])[] = [
    [0.03125, 4, "0.0312"],
    [0.15625, 4, "0.1562"],
    [0.09375, 4, "0.0938"],
    [-0.03125, 4, "-0.0312"],
    [0.5, 0, "0"],
    [2.5, 0, "2"],
    [3.5, 0, "4"],
    [0.125, 2, "0.12"],
    [0.375, 2, "0.38"],
    [1.005, 2, "1.00"],
    [4.35, 1, "4.3"],
    [0.00005, 4, "0.0001"],
    [123456789.00003125, 7, "123456789.0000312"],
    [5e-324, 4, "0.0000"],
    [-0.00001, 4, "-0.0000"],
    [-0, 4, "-0.0000"],
    [1e21, 4, "1000000000000000000000.0000"],
    [1e22, 0, "10000000000000000000000"],
  ];
  for (const [value, digits, text] of expected) assertEquals(formatFixed(value, digits), text);
});

Deno.test("formatFixed names what is not finite", () => {
  assertEquals([NaN, Infinity, -Infinity].map((value) => formatFixed(value, 4)), [
    "NaN",
    "inf",
    "-inf",
  ]);
});

Deno.test("formatFixed rounds the exact binary value, a half to even", () => {
  const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true });
  // Multiples of 2^-k hit an exact half often, which arbitrary doubles hardly ever do.
  const dyadic = fc.tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.nat(12))
    .map(([numerator, power]) => numerator / 2 ** power);
  fc.assert(
    fc.property(fc.oneof(anyNumber, dyadic), fc.nat(11), (value, digits) => {
      assertEquals(formatFixed(value, digits), exactlyRounded(value, digits));
    }),
    { seed: 20_260_428, numRuns: 5_000 },
  );
});

Deno.test("formatFixed refuses a count of digits that is none", () => {
  for (const digits of [-1, 1.5, 100, NaN]) {
    assertThrows(() => formatFixed(1, digits), RangeError, "digits");
  }
});

/** The definition in whole numbers: value = ±mantissa · 2^exponent, scaled and divided with rest. */
function exactlyRounded(value: number, digits: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n);
  const exponent = Math.max(biased, 1) - 1075;

  const scaled = mantissa * 10n ** BigInt(digits);
  let rounded: bigint;
  if (exponent >= 0) rounded = scaled << BigInt(exponent);
  else {
    const unit = 1n << BigInt(-exponent);
    rounded = scaled / unit;
    const twiceRest = 2n * (scaled % unit);
    if (twiceRest > unit || (twiceRest === unit && rounded % 2n === 1n)) rounded += 1n;
  }
  const text = String(rounded).padStart(digits + 1, "0");
  const sign = bits >> 63n === 1n ? "-" : "";
  if (digits === 0) return sign + text;
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
