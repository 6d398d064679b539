/**
 * The models of simulated lists, by the name of their order.
 *
 * @module
 */

import type { LIST_ORDERS } from "lib/frames/provenance.ts";
import { clustered } from "lib/simulation/impressions/models/clustered.ts";
import { confounded } from "lib/simulation/impressions/models/confounded.ts";
import { hidden } from "lib/simulation/impressions/models/hidden.ts";
import type { ListModel } from "lib/simulation/impressions/models/model.ts";
import { ranked } from "lib/simulation/impressions/models/ranked.ts";
import { shuffled } from "lib/simulation/impressions/models/shuffled.ts";
import { swaps } from "lib/simulation/impressions/models/swaps.ts";

/** Model of each order. */
export const LIST_MODELS: Readonly<Record<(typeof LIST_ORDERS)[number], ListModel>> = {
  ranked,
  shuffled,
  confounded,
  clustered,
  hidden,
  swaps,
};
