/**
 * The topics of the simulated articles: how often each is displayed, in which lists, and how it
 * attracts.
 *
 * The rows and treated rows of the named topics are those of the table that the
 * heterogeneous-effects notebook prints for its 150,000 sampled rows. A topic's rows say how often
 * it is displayed; its treated rows (three a list, in random order) say whether it is displayed in
 * short lists or in long ones. Everything else here is of our own making.
 *
 * @module
 */

/** A subcategory of the simulated articles. */
export interface Topic {
  readonly category: string;
  readonly subcategory: string;
  /** Of 150,000 displayed rows, those that are to show it. */
  readonly rows: number;
  /** Of those, the ones in the first three places when the order is random. */
  readonly treatedRows: number;
  /** Attraction of clicks wherever it stands, in log-odds against the average article. */
  readonly appeal: number;
  /** Gain from the first three places above that of others, in log-odds. */
  readonly positionGain: number;
}

/** `name rows treatedRows clickRateInControl` of a printed subcategory. */
type PrintedTopic = readonly [name: string, rows: number, treatedRows: number, clickRate: number];

/** A category: its printed totals, its printed subcategories, the names of its long tail. */
interface Category {
  readonly name: string;
  readonly rows: number;
  readonly treatedRows: number;
  readonly clickRate: number;
  readonly positionGain: number;
  readonly printed: readonly PrintedTopic[];
  readonly tail: string;
}

const CATEGORIES: readonly Category[] = [
  {
    name: "news",
    rows: 40583,
    treatedRows: 3685,
    clickRate: 0.0366,
    positionGain: 0.1,
    printed: [
      ["newsus", 12301, 1194, 0.0426],
      ["newsworld", 8377, 719, 0.0248],
      ["newspolitics", 6691, 474, 0.0353],
      ["newscrime", 5118, 611, 0.0546],
      ["newsgoodnews", 2342, 139, 0.0209],
      ["elections-2020-us", 2262, 249, 0.0373],
    ],
    tail: "newsscience newslocal newsopinion newsfactcheck newsweekend newsphotos newsvideo " +
      "newsinterviews newsexplained newscourts newstransport newsenvironment newseducation " +
      "newshousing newsdefence newsspace newsborders newslabour newsobituaries newshistory " +
      "newsarchaeology newsdisasters newsmigration newsrural newspolling newsdata newsharbours " +
      "newsveterans newsfaith newsanimals",
  },
  {
    name: "lifestyle",
    rows: 16973,
    treatedRows: 1264,
    clickRate: 0.0368,
    positionGain: -0.25,
    printed: [
      ["lifestyleroyals", 3718, 272, 0.0437],
      ["lifestylebuzz", 3636, 276, 0.0391],
      ["shop-holidays", 2293, 270, 0.0262],
    ],
    tail: "lifestylehome lifestylefamily lifestyletrivia lifestylestyle lifestylelove " +
      "lifestylegarden lifestylepets lifestylecareers lifestylehoroscope lifestylecrafts " +
      "lifestylebeauty lifestylebooks lifestyleweddings lifestylecleaning lifestyleetiquette " +
      "lifestylenature lifestyleretirement lifestylestudents lifestylevintage lifestyledesign " +
      "lifestylephotography lifestylestories shop-home shop-clothing shop-gadgets shop-toys " +
      "shop-books shop-beauty",
  },
  {
    name: "sports",
    rows: 15075,
    treatedRows: 1323,
    clickRate: 0.0391,
    positionGain: 0.25,
    printed: [
      ["football_nfl", 6235, 674, 0.05],
      ["football_ncaa", 1884, 126, 0.0279],
      ["baseball_mlb", 1537, 107, 0.028],
    ],
    tail: "basketball_pro basketball_college icehockey_pro icehockey_college soccer_premier " +
      "soccer_national soccer_women tennis_tour golf_tour golf_amateur motor_stockcar " +
      "motor_openwheel boxing_ring martialarts_ring running_road running_trail cycling_road " +
      "cycling_track swimming_pool gymnastics_floor rowing_river sailing_ocean skiing_alpine " +
      "skiing_nordic volleyball_beach rugby_union cricket_test horse_racing esports_league " +
      "sports_business",
  },
  {
    name: "finance",
    rows: 14499,
    treatedRows: 1178,
    clickRate: 0.0324,
    positionGain: -0.2,
    printed: [
      ["finance-companies", 4255, 476, 0.0466],
      ["markets", 3302, 213, 0.0252],
      ["finance-real-estate", 2408, 138, 0.0249],
    ],
    tail: "finance-saving finance-taxes finance-careers finance-retirement finance-insurance " +
      "finance-credit finance-smallbusiness finance-technology finance-energy finance-trade " +
      "finance-currencies finance-metals finance-funds finance-bonds finance-startups " +
      "finance-airlines finance-retailers finance-banks finance-farming finance-opinion " +
      "finance-education finance-photos",
  },
  {
    name: "foodanddrink",
    rows: 9425,
    treatedRows: 508,
    clickRate: 0.0267,
    positionGain: 0.15,
    printed: [
      ["foodnews", 3205, 163, 0.0284],
      ["restaurantsandnews", 1692, 98, 0.027],
      ["recipes", 1640, 92, 0.0304],
    ],
    tail: "foodtrends foodtips foodholidays foodhistory fooddrinks foodcoffee foodwine foodbeer " +
      "foodbaking foodgrilling foodvegetarian foodchefs foodmarkets foodkitchens foodpuzzles " +
      "foodsafety",
  },
  {
    name: "entertainment",
    rows: 9061,
    treatedRows: 674,
    clickRate: 0.0248,
    positionGain: 0,
    printed: [
      ["celebrity", 4296, 310, 0.0266],
      ["entertainment-celebrity", 2615, 236, 0.0298],
    ],
    tail: "entertainment-stage entertainment-books entertainment-comics entertainment-games " +
      "entertainment-awards entertainment-arts entertainment-museums entertainment-dance " +
      "entertainment-comedy entertainment-photos entertainment-parks entertainment-puzzles " +
      "entertainment-podcasts",
  },
  {
    name: "travel",
    rows: 8220,
    treatedRows: 482,
    clickRate: 0.0231,
    positionGain: -0.1,
    printed: [
      ["travelnews", 3079, 204, 0.0216],
      ["traveltripideas", 2225, 125, 0.0214],
    ],
    tail: "travelstories travelhotels travelislands travelmountains travelcities travelrail " +
      "travelcruises travelflights travelcamping travelbudget travelfamilies travelwinter " +
      "travelfood travelhistory travelphotos travelroads travelparks",
  },
  {
    name: "health",
    rows: 7739,
    treatedRows: 442,
    clickRate: 0.0306,
    positionGain: 0.3,
    printed: [
      ["nutrition", 2057, 137, 0.0234],
      ["voices", 1823, 97, 0.0301],
    ],
    tail: "health-weight health-fitness health-medicine health-sleep health-mind health-children " +
      "health-ageing health-heart health-skin health-research health-hospitals health-allergies " +
      "health-pregnancy health-teeth health-eyes health-walking health-yoga health-epidemics",
  },
  {
    name: "autos",
    rows: 7047,
    treatedRows: 391,
    clickRate: 0.0263,
    positionGain: -0.28,
    printed: [
      ["autosnews", 1963, 127, 0.0249],
      ["autosenthusiasts", 1693, 84, 0.0311],
    ],
    tail: "autosclassic autosreviews autoselectric autostrucks autosvans autosmotorcycles " +
      "autosracing autosrepairs autosbuying autossafety autosdesign autosconcepts autosluxury " +
      "autoshybrids autosmuseums autosroads",
  },
  {
    name: "music",
    rows: 6949,
    treatedRows: 740,
    clickRate: 0.048,
    positionGain: 0.2,
    printed: [
      ["music-celebrity", 2460, 342, 0.0699],
      ["cma-awards", 2034, 126, 0.0257],
    ],
    tail: "music-new music-classical music-country music-jazz music-festivals music-charts " +
      "music-interviews music-history music-vinyl music-choirs music-photos music-lessons",
  },
  {
    name: "tv",
    rows: 6458,
    treatedRows: 594,
    clickRate: 0.0425,
    positionGain: 0.4,
    printed: [
      ["tv-celebrity", 2665, 214, 0.0465],
      ["tvnews", 2051, 282, 0.0543],
    ],
    tail: "tv-series tv-quiz tv-cookery tv-documentary tv-latenight tv-reruns tv-children " +
      "tv-reality tv-ratings tv-casting",
  },
  {
    name: "movies",
    rows: 3442,
    treatedRows: 249,
    clickRate: 0.0263,
    positionGain: 0.3,
    printed: [],
    tail:
      "movies-new movies-stars movies-reviews movies-classic movies-animated movies-festivals " +
      "movies-trailers movies-boxoffice movies-scores movies-costumes movies-sequels",
  },
  {
    name: "video",
    rows: 2297,
    treatedRows: 201,
    clickRate: 0.0406,
    positionGain: 0,
    printed: [],
    tail: "video-wonder video-animals video-people video-places video-howto video-science " +
      "video-sport video-weather video-music",
  },
  {
    name: "weather",
    rows: 2229,
    treatedRows: 282,
    clickRate: 0.037,
    positionGain: 0.55,
    printed: [["weathertopstories", 2229, 282, 0.037]],
    tail: "",
  },
  // The fourteen printed categories hold 149,997 of the 150,000 rows: others exist, and are rare.
  {
    name: "kids",
    rows: 2,
    treatedRows: 0.16,
    clickRate: 0.03,
    positionGain: 0,
    printed: [],
    tail: "kids-fun",
  },
  {
    name: "games",
    rows: 1,
    treatedRows: 0.08,
    clickRate: 0.03,
    positionGain: 0,
    printed: [],
    tail: "games-puzzles",
  },
];

/** Click rate of a control row of the printed table, all categories together. */
const MEAN_CLICK_RATE = 0.0342;
/** The part of a topic's click rate that is its own: the rest comes from the lists that show it. */
const APPEAL_STRENGTH = 0.6;

/** The share of a category's tail that its first, second … name takes: a shifted Zipf law. */
function tailShares(count: number): number[] {
  const weights = Array.from({ length: count }, (_, i) => (i + 3) ** -1.2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/**
 * Topics of the simulated articles: about 250 subcategories in 16 categories, 150,000 rows
 * together.
 */
export function newsTopics(): Topic[] {
  return CATEGORIES.flatMap((category) => {
    const topic = (name: string, rows: number, treatedRows: number, clickRate: number): Topic => ({
      category: category.name,
      subcategory: name,
      rows,
      treatedRows,
      appeal: APPEAL_STRENGTH * Math.log(clickRate / MEAN_CLICK_RATE),
      positionGain: category.positionGain,
    });
    const printed = category.printed.map((row) => topic(...row));
    const tailRows = category.rows - printed.reduce((sum, { rows }) => sum + rows, 0);
    const tailTreated = category.treatedRows -
      printed.reduce((sum, { treatedRows }) => sum + treatedRows, 0);
    const names = category.tail === "" ? [] : category.tail.split(" ");
    const shares = tailShares(names.length);
    return [
      ...printed,
      ...names.map((name, i) =>
        topic(name, tailRows * shares[i]!, tailTreated * shares[i]!, category.clickRate)
      ),
    ];
  });
}
