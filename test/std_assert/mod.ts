/**
 * The genuine `@std/assert` as npm has it, so that nothing needs JSR: `links` in `deno.json` puts this
 * package in the place of `jsr:@std/assert`. npm's has no types; those of what the tests use stand
 * beside it.
 *
 * @module
 */

// @ts-types="./assert.d.ts"
export * from "npm:deno-std@1.4.0/assert/mod.js";
