/**
 * Titles for simulated movies, put together from words of our own and written as MovieLens does.
 *
 * @module
 */

import { type RandomSource, weightedChoice } from "lib/random/seeded.ts";

const words = (text: string): readonly string[] =>
  text.split(" ").map((word) => word.replaceAll("_", " "));

const QUALITIES = words(
  "Amber Backward Bitter Borrowed Brave Bright Broken Careless Certain Clever Cold Crooked Distant " +
    "Early Electric Empty Endless Fading False Final First Forgotten Gentle Golden Hollow Honest " +
    "Hungry Invisible Iron Last Late Little Lonely Long Lost Lucky Midnight Modest Narrow Northern " +
    "Old Open Paper Patient Perfect Quiet Reckless Restless Scarlet Second Secret Seventh Silent " +
    "Silver Slow Small Southern Stolen Strange Stubborn Sudden Sweet Tender Third Torn Unlikely " +
    "Velvet Wandering Wild Winter Wooden",
);

const PLACES = words(
  "Ashby Brackwater Calder_Street Dunmoor Eastvale Fernhill Greywick Harrow's_End Inverlay " +
    "Juniper_Bay Kestrel_Point Larkspur Millbrook Northgate Oakhaven Port_Elder Quarrytown Redcliff " +
    "Saltmarsh Thornfield Upper_Wend Vesper_Lake Westerly Yarrow",
);

const NAMES = words(
  "Ada Agnes Albert Benno Cecily Clara Dorian Edda Elias Esther Felix Florence Gideon Hattie Ida " +
    "Irving Josef Juno Leopold Lottie Magnus Marta Mabel Nestor Odile Oscar Petra Quentin Rosalind " +
    "Rufus Sabine Silas Tessa Tobias Ursula Viktor Wanda Zelda",
);

const THINGS = words(
  "Accordion Afternoon Almanac Anchor Avenue Balcony Bargain Bell Bicycle Boulevard Bridge Brother " +
    "Cabin Candle Carousel Compass Corner Country Daughter Dinner Doorway Dream Echo Engine Evening " +
    "Family Feather Ferry Fortune Garden Gift Harbour Heart Holiday Hour House Island Journey Key " +
    "Kingdom Ladder Lantern Letter Lighthouse Mirror Moon Morning Mountain Neighbour Night Ocean " +
    "Orchard Painter Passenger Photograph Pilot Promise Question River Road Room Season Secret " +
    "Shadow Sister Snow Song Station Stranger Street Summer Sunday Table Teacher Tide Town Train " +
    "Umbrella Valley Village Visitor Voice Voyage Waltz Wedding Whisper Window Year",
);

const SEQUELS = ["A Life", "Part II", "The Return", "The Early Years", "The Last Chapter"];

/** What movies of a genre are about, beside the things that any movie is about. */
const THEMES: Readonly<Record<string, readonly string[]>> = {
  Action: words(
    "Ambush Bounty Chase Commando Convoy Fuse Getaway Juggernaut Reckoning Siege Target",
  ),
  Adventure: words("Atlas Caravan Cliff Expedition Jungle Lagoon Map Outpost Reef Sail Treasure"),
  Animation: words("Acorn Badger Dragonfly Hedgehog Kite Penguin Puddle Robot Snowflake Sparrow"),
  Children: words("Attic Kitten Marble Pony Sandcastle Scarecrow School_Play Treehouse Whistle"),
  Comedy: words("Bachelor Best_Man Birthday Caterer Honeymoon In-Laws Landlord Reunion Roommate"),
  Crime: words("Alibi Burglar Detective Double-Cross Forger Heist Informer Jury Ransom Verdict"),
  Documentary: words("Archive Archivist Choir Footage Harvest Memory Strike Testimony Vineyard"),
  Drama: words("Confession Departure Farewell Inheritance Mother Quarrel Return Silence Winter"),
  Fantasy: words("Alchemist Enchantress Griffin Oracle Spell Talisman Unicorn"),
  "Film-Noir": words("Alley Blackmail Cigarette Dame Fog Racket"),
  Horror: words("Cellar Crypt Curse Graveyard Haunting Hex Manor Scream Seance Swamp Wraith"),
  Musical: words("Ballroom Chorus Encore Footlights Melody Revue"),
  Mystery: words("Cipher Clue Disappearance Enigma Locked_Room Riddle Witness"),
  Romance: words("Betrothal Kiss Serenade Sweetheart Valentine"),
  "Sci-Fi": words("Android Colony Comet Galaxy Orbit Signal Starship Wormhole"),
  Thriller: words("Conspiracy Deadline Hostage Nightfall Pursuit Sniper"),
  War: words("Armistice Battalion Front_Line Trench"),
  Western: words("Canyon Coyote Drifter Marshal Prairie Saddle"),
};

const startsWithVowel = (text: string): boolean => /^[AEIOU]/.test(text);

/** One of equally likely entries. */
type Pick = (list: readonly string[]) => string;

// MovieLens puts the article with which a title starts behind a comma.
const definite = (title: string): string => `${title}, The`;
const indefinite = (title: string): string => `${title}, ${startsWithVowel(title) ? "An" : "A"}`;

/** Invention of one title without its year. */
type Pattern = (pick: Pick, subject: () => string) => string;

/** The patterns of titles, each with the share of titles that follow it. */
const PATTERNS: readonly (readonly [share: number, pattern: Pattern])[] = [
  [16, (pick, subject) => definite(`${pick(QUALITIES)} ${subject()}`)],
  [3, (_, subject) => definite(subject())],
  [3, (pick, subject) => indefinite(`${pick(QUALITIES)} ${subject()}`)],
  [20, (pick, subject) => `${pick(QUALITIES)} ${subject()}`],
  [10, (pick, subject) => `${subject()} of ${pick(PLACES)}`],
  [8, (pick, subject) => `${subject()} in ${pick(PLACES)}`],
  [8, (pick, subject) => `${pick(NAMES)} and the ${subject()}`],
  [3, (pick) => `${pick(NAMES)} & ${pick(NAMES)}`],
  [9, (pick, subject) => `${pick(NAMES)}'s ${subject()}`],
  [3, (_, subject) => `${subject()}, the ${subject()} and the ${subject()}`],
  [1, (pick) => `${pick(QUALITIES)}, ${pick(QUALITIES)}, ${pick(QUALITIES)}`],
  [2, (pick) => `${pick(NAMES)} of ${pick(PLACES)}: ${pick(SEQUELS)}`],
  [3, (pick, subject) => `${pick(QUALITIES)} ${subject()} ${pick(["II", "III", "2", "3", "4"])}`],
  [2, (_, subject) => `Where the ${subject()} Ends`],
  [1, (pick, subject) => `"${pick(QUALITIES)} Hour" ${subject()}`],
  [
    3,
    (pick, subject) =>
      `${pick(QUALITIES)} ${subject()}: The ${pick(QUALITIES)} ${subject()} of ${
        pick(NAMES)
      } from ${pick(PLACES)}`,
  ],
  [3, (pick, subject) => `${subject()} of ${pick(NAMES)} (a.k.a. ${pick(QUALITIES)} ${subject()})`],
  [1, (pick) => `Café ${pick(NAMES)}`],
  [1, (pick) => pick(NAMES)],
];

const choosePattern = weightedChoice(PATTERNS.map(([share]) => share));

/**
 * Title of about 5 to 90 characters for a movie of a first genre, with the year, where there is
 * one, in brackets at its end.
 */
export function movieTitle(genre: string, year: number | undefined, source: RandomSource): string {
  const pick: Pick = (list) => list[source.integerBelow(list.length)]!;
  const themes = THEMES[genre];
  const subject = () => pick(themes && source.uniform() < 0.5 ? themes : THINGS);
  const [, pattern] = PATTERNS[choosePattern(source)]!;
  const name = pattern(pick, subject);
  return year === undefined ? name : `${name} (${year})`;
}
