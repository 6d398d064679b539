import { assertEquals, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { countFolds, rowsOfFold, stratifiedFolds, sumByFold } from "lib/nuisance/folds.ts";
import golden from "../fixtures/numpy_streams.json" with { type: "json" };

Deno.test("stratifiedFolds deals the folds of StratifiedKFold", async () => {
  const small = golden.stratified_kfold_3_42.y_i_mod4_eq1_n30;
  assertEquals([...stratifiedFolds(Uint8Array.from(small.y), 3, 42)], small.fold0based);

  const large = golden.stratified_kfold_3_42.y_i7919mod100_lt8_n20000;
  const labels = Uint8Array.from({ length: 20_000 }, (_, i) => (i * 7919) % 100 < 8 ? 1 : 0);
  const folds = stratifiedFolds(labels, 3, 42);
  assertEquals([...folds.slice(0, 30)], large.first30);
  assertEquals([0, 1, 2].map((k) => folds.filter((f) => f === k).length), large.fold_sizes);
  const digest = await crypto.subtle.digest("SHA-256", Int32Array.from(folds));
  assertEquals(new Uint8Array(digest).toHex(), large.sha256_int32le);
});

Deno.test("impossible folds are refused with a reason", () => {
  assertThrows(() => stratifiedFolds(new Uint8Array(10), 1, 42), InputError, "number of folds");
  assertThrows(() => stratifiedFolds(new Uint8Array(2), 3, 42), InputError, "cannot fill 3 folds");
  assertThrows(
    () => stratifiedFolds(Uint8Array.of(0, 0, 0, 1), 3, 42),
    InputError,
    "class 1 has 1 rows",
  );
});

Deno.test("the folds' rows are counted, summed and split", () => {
  const foldOfRow = Uint8Array.of(0, 2, 1, 2);
  assertEquals(countFolds(foldOfRow), 3);
  assertEquals(countFolds(new Uint8Array()), 0);
  assertEquals([...sumByFold(foldOfRow, (row) => row)], [0, 2, 4]);
  assertEquals(rowsOfFold(foldOfRow, 2), {
    training: Int32Array.of(0, 2),
    heldOut: Int32Array.of(1, 3),
  });
});
