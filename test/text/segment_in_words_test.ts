/** Names of segments as sentences use them: all that the notebook makes, and any others. */

import {
  segmentAlone,
  segmentationInWords,
  segmentBelowHeading,
  segmentInWords,
} from "lib/text/segment_in_words.ts";
import { assertEquals } from "@std/assert";

Deno.test("every segment of the notebook's buckets has words of its own", () => {
  const words = {
    history_bucket: {
      "0": "readers with no article read before",
      "1": "readers with 1 article read before",
      "11-30": "readers with 11 to 30 articles read before",
      "101+": "readers with 101 or more articles read before",
      missing: "readers whose history is not recorded",
    },
    candidate_set_bucket: {
      "1": "lists of 1 article",
      "1-10": "lists of 1 to 10 articles",
      "101+": "lists of 101 or more articles",
      missing: "lists whose length is not recorded",
    },
    item_exposure_quartile: {
      "Q1 lowest": "articles shown least often (lowest quarter)",
      Q2: "articles shown less often than most (second quarter)",
      Q3: "articles shown more often than most (third quarter)",
      "Q4 highest": "articles shown most often (highest quarter)",
      missing: "articles whose exposures are not recorded",
    },
    time_of_day: {
      overnight: "displays overnight",
      morning: "displays in the morning",
      afternoon: "displays in the afternoon",
      evening: "displays in the evening",
      late_evening: "displays late in the evening",
      missing: "displays whose hour is not recorded",
    },
  };
  for (const [column, segments] of Object.entries(words)) {
    for (const [segment, expected] of Object.entries(segments)) {
      assertEquals(segmentInWords(column, segment), expected);
    }
  }
});

Deno.test("columns of names and names that nobody foresaw stand as they are", () => {
  const cases = [
    ["category", "tv", "category tv"],
    ["subcategory", "11-30", "subcategory 11-30"],
    ["my_own_column", "a_b", "my own column a_b"],
    ["category", "missing", "category missing"],
    ["category", "<b>*天気*</b>", "category <b>*天気*</b>"],
    ["category", "", 'category ""'],
    ["category", "constructor", "category constructor"],
    ["constructor", "toString", "constructor toString"],
    ["time_of_day", "toString", "time of day toString"],
    ["candidate_set_bucket", "short", "list length short"],
    ["history_bucket", "1 - 10", "reading history 1 - 10"],
    ["item_exposure_quartile", "5-9", "times shown 5-9"],
  ] as const;
  for (const [column, segment, expected] of cases) {
    assertEquals(segmentInWords(column, segment), expected);
  }
});

Deno.test("below a heading a segment is as short as can be, and alone it says what it is", () => {
  const cases = [
    ["history_bucket", "0", "Articles read before", "none", "readers with no article read before"],
    [
      "history_bucket",
      "101+",
      "Articles read before",
      "101 or more",
      "readers with 101 or more articles read before",
    ],
    [
      "candidate_set_bucket",
      "1-10",
      "Articles in the list",
      "1 to 10",
      "lists of 1 to 10 articles",
    ],
    [
      "candidate_set_bucket",
      "missing",
      "Articles in the list",
      "not recorded",
      "lists whose length is not recorded",
    ],
    [
      "item_exposure_quartile",
      "Q2",
      "Times shown",
      "second quarter",
      "articles shown less often than most (second quarter)",
    ],
    ["time_of_day", "late_evening", "Time of day", "late evening", "displays late in the evening"],
    ["category", "tv", "Category", "tv", "tv"],
    ["my_topic", "missing", "My topic", "missing", "missing"],
    ["toString", " ", "ToString", '""', '""'],
  ] as const;
  for (const [column, segment, heading, brief, alone] of cases) {
    assertEquals(
      [
        segmentationInWords(column),
        segmentBelowHeading(column, segment),
        segmentAlone(column, segment),
      ],
      [heading, brief, alone],
    );
  }
});
