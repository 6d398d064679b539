/**
 * Headlines for simulated articles, put together from words of our own.
 *
 * @module
 */

import type { RandomSource } from "lib/random/seeded.ts";

const words = (text: string): readonly string[] => text.split(" ");

const PLACES = words(
  "Ashby Brackwater Calder Dunmoor Eastvale Fernhill Greywick Harrow's_End Inverlay Juniper_Bay " +
    "Kestrel_Point Larkspur Millbrook Northgate Oakhaven Port_Elder Quarrytown Redcliff Saltmarsh " +
    "Thornfield Upper_Wend Vesper_Lake Westerly Yarrow",
);

const QUALITIES = words(
  "quiet unlikely record long-awaited modest early stubborn rare second surprising costly narrow " +
    "careful late ambitious familiar forgotten weekend local national",
);

const VERBS = words(
  "draws divides delights worries surprises unites follows outlasts reaches tests rewrites " +
    "overtakes awaits rescues changes questions",
);

const ENDINGS = [
  "after a long week",
  "and nobody saw it coming",
  "as the season turns",
  "before the first frost",
  "for the second year running",
  "in front of a full house",
  "just when it mattered",
  "over a single weekend",
  "despite an early setback",
  "with a little help from neighbours",
  "and what it means for you",
  "while the town looks on",
] as const;

const SUBJECTS: Readonly<Record<string, readonly string[]>> = {
  news: words(
    "council inquiry bridge ferry verdict census harbour_plan school_board ballot rescue",
  ),
  lifestyle: words("wardrobe spare_room wedding garden_path keepsake street_party hobby reunion"),
  sports: words(
    "goalkeeper underdog_side relay_team away_win home_crowd rookie derby late_goal coach",
  ),
  finance: words("savings_rate merger dividend start-up balance_sheet rent_index payroll budget"),
  foodanddrink: words(
    "sourdough corner_bakery chowder tasting_menu orchard farm_stall coffee_cart",
  ),
  entertainment: words("opening_night understudy sequel puppet_theatre red_carpet duo magician"),
  travel: words("night_train lighthouse_walk island_inn mountain_pass ferry_route old_town canal"),
  health: words(
    "sleep_study walking_club clinic breakfast_habit stretching_routine village_doctor",
  ),
  autos: words(
    "estate_car prototype charging_network roadster pickup hill_climb garage test_drive",
  ),
  music: words("choir encore brass_band debut_album fiddler jukebox festival_stage ballad"),
  tv: words("finale quiz_host pilot_episode costume_drama news_desk season_opener sketch"),
  movies: words("screenplay matinee director's_cut heist_film stunt_crew remake film_club"),
  video: words("clip time-lapse drone_flight backstage_tour slow-motion_replay street_scene"),
  weather: words("cold_front heat_spell first_snow coastal_fog storm_watch dry_spell rainbow"),
  kids: words("puzzle_corner storytime science_kit playground"),
  games: words("crossword chess_problem word_ladder"),
};

const spaced = (word: string): string => word.replaceAll("_", " ");
const withArticle = (text: string): string => `${/^[aeiou]/.test(text) ? "an" : "a"} ${text}`;
const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Headline of about 25 to 100 characters, made up for an article of a category. */
export function headline(category: string, source: RandomSource): string {
  const pick = (list: readonly string[]): string => spaced(list[source.integerBelow(list.length)]!);
  const subjects = SUBJECTS[category] ?? SUBJECTS.news!;
  const subject = pick(subjects);
  const quality = pick(QUALITIES);
  const place = pick(PLACES);
  switch (source.integerBelow(6)) {
    case 0:
      return `${place}'s ${quality} ${subject} ${pick(VERBS)} ${pick(PLACES)}`;
    case 1:
      return `Why ${withArticle(quality)} ${subject} ${pick(VERBS)} ${place} ${pick(ENDINGS)}`;
    case 2:
      return `${3 + source.integerBelow(48)} ways ${withArticle(subject)} ${pick(VERBS)} ${place}`;
    case 3:
      return `${capitalized(subject)}: ${place} ${pick(VERBS)} the ${pick(subjects)} ${
        pick(ENDINGS)
      }`;
    case 4:
      return `${capitalized(quality)} ${subject} ${pick(VERBS)} ${place}, ${pick(ENDINGS)}`;
    default:
      return `${capitalized(subject)} of ${place} ${pick(VERBS)} ${withArticle(pick(QUALITIES))} ${
        pick(subjects)
      }`;
  }
}
