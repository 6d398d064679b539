import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  ChecksumTap,
  describeRelease,
  MIND_CHECKSUMS,
  recognizeRelease,
} from "lib/raw/mind/checksums.ts";

Deno.test("a release is recognized by both its files", () => {
  const train = MIND_CHECKSUMS["MINDsmall train"];
  const dev = MIND_CHECKSUMS["MINDsmall dev"];
  assertEquals(recognizeRelease(train), "MINDsmall train");
  assertEquals(recognizeRelease(dev), "MINDsmall dev");
  const mixed = recognizeRelease({ behaviors: train.behaviors, news: dev.news });
  assertEquals(mixed, undefined);
  assertStringIncludes(describeRelease(mixed), "other files than the genuine");
  assertStringIncludes(describeRelease("MINDsmall dev"), "the genuine MINDsmall dev files");
});

Deno.test("a stream is passed on unchanged, with the SHA-256 and size of what has passed", async () => {
  const tap = new ChecksumTap();
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of tap.pass(new Blob(["a", "bc"]).stream())) text += decoder.decode(chunk);
  assertEquals(text, "abc");
  assertEquals(tap.checksum(), {
    sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    bytes: 3,
  });
});
