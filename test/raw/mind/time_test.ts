import { assertEquals } from "@std/assert";
import { parseMindTime } from "lib/raw/mind/time.ts";

Deno.test("every hour of the twelve-hour clock", () => {
  for (let hour = 0; hour < 24; hour++) {
    const text = `11/9/2019 ${[12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11][hour % 12]}:04:05 ` +
      (hour < 12 ? "AM" : "PM");
    assertEquals(parseMindTime(text), Date.UTC(2019, 10, 9, hour, 4, 5), text);
  }
});

Deno.test("two-digit hours and leading zeros are read alike", () => {
  assertEquals(
    parseMindTime("02/29/2020 09:05:58 PM"),
    parseMindTime("2/29/2020 9:05:58 PM"),
  );
});

Deno.test("24 hours, ISO times and small letters are read as they stand", () => {
  const at = Date.UTC(2019, 10, 11, 21, 5, 58);
  const texts = [
    ...["11/11/2019 9:05:58 pm", "11/11/2019 9:05:58 Pm", "11/11/2019 21:05:58"],
    ...["2019-11-11 21:05:58", "2019-11-11T21:05:58", "2019-11-11T21:05:58Z"],
    ...["2019-11-11 21:05:58.000000", "2019-11-11 21:05:58+00:00", "2019-11-11 21:05:58 UTC"],
  ];
  for (const text of texts) assertEquals(parseMindTime(text), at, text);
  assertEquals(parseMindTime("2019-11-11 21:05:58.25"), at + 250);
  assertEquals(parseMindTime("11/11/2019 12:05:58"), Date.UTC(2019, 10, 11, 12, 5, 58));
  assertEquals(parseMindTime("11/11/2019 0:05:58"), Date.UTC(2019, 10, 11, 0, 5, 58));
});

Deno.test("what is no time of this form is refused", () => {
  const refused = [
    "",
    "11/11/2019",
    "11/11/2019 24:05:58",
    "2019-11-31 09:05:58",
    "2019-11-11 09:05:58+01:00",
    "2019-11-11 24:00:00",
    "2019-11-11",
    "11/11/2019 9:05:58 AM ",
    " 11/11/2019 9:05:58 AM",
    "11/11/2019  9:05:58 AM",
    "11/11/2019 9:5:58 AM",
    "11/11/2019 0:05:58 AM",
    "11/11/2019 13:05:58 PM",
    "11/11/2019 9:60:58 AM",
    "11/11/2019 9:05:60 AM",
    "13/11/2019 9:05:58 AM",
    "0/11/2019 9:05:58 AM",
    "11/0/2019 9:05:58 AM",
    "11/31/2019 9:05:58 AM",
    "2/29/2019 9:05:58 AM",
    "11/11/0019 9:05:58 AM",
    "11/11/19 9:05:58 AM",
  ];
  assertEquals(refused.filter((text) => parseMindTime(text) !== undefined), []);
});

Deno.test("the zone of the machine does not matter", async () => {
  const script = 'import { parseMindTime } from "lib/raw/mind/time.ts";' +
    // The hour that this zone skips when its summer time begins.
    'console.log(parseMindTime("3/10/2019 2:30:00 AM"));';
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", script],
    env: { TZ: "America/New_York" },
  }).output();
  assertEquals(new TextDecoder().decode(stdout).trim(), `${Date.UTC(2019, 2, 10, 2, 30)}`);
});
