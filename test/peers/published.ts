/**
 * Published figures as they were printed, with where they come from.
 *
 * @module
 */

/** A figure as printed: its name here, its digits, and its source. */
export interface PrintedFigure {
  readonly name: string;
  readonly printed: string;
  readonly source: string;
}

const PETERSEN = "R sandwich 3.0-2, PetersenCL";
const NSW = "R estimatr 1.0.0, Matching's copy of the rows";
const STAR = "R clubSandwich 0.5.8, AER's STAR, kindergarten reading";

/** The figures. */
export const PRINTED: readonly PrintedFigure[] = [
  { name: "petersen_coefficient", printed: "1.03483343946", source: PETERSEN },
  { name: "petersen_firm_cr0", printed: "0.05054004906", source: `${PETERSEN}, CR0` },
  { name: "petersen_firm", printed: "0.05059572588", source: `${PETERSEN}, CR1S` },
  { name: "petersen_firm_cr2", printed: "0.05067776674", source: `${PETERSEN}, CR2` },
  { name: "petersen_firm_cr2_freedom", printed: "308.7563813", source: `${PETERSEN}, CR2 df` },
  { name: "petersen_year", printed: "0.03338891341", source: `${PETERSEN}, CR1S` },
  { name: "petersen_year_cr2", printed: "0.03339608202", source: `${PETERSEN}, CR2` },
  { name: "petersen_year_cr2_freedom", printed: "8.989436078", source: `${PETERSEN}, CR2 df` },
  { name: "petersen_two_way", printed: "0.05355802294", source: `${PETERSEN}, CR1S each` },
  { name: "petersen_two_way_cr0", printed: "0.05245446364", source: `${PETERSEN}, CR0 each` },
  { name: "nsw_difference_r", printed: "1794.343085", source: NSW },
  { name: "nsw_hc2_r", printed: "670.9967297", source: `${NSW}, HC2` },
  { name: "nsw_lin_r", printed: "1621.583624", source: `${NSW}, Lin (2013)` },
  { name: "nsw_lin_hc2_r", printed: "694.7217164", source: `${NSW}, Lin (2013), HC2` },
  { name: "star_difference", printed: "5.815137967", source: STAR },
  { name: "star_cr0", printed: "1.83564047", source: `${STAR}, CR0` },
  { name: "star_cr1s", printed: "1.847616681", source: `${STAR}, CR1S` },
  { name: "star_cr2", printed: "1.85400016", source: `${STAR}, CR2` },
  { name: "star_cr2_freedom", printed: "69.09407609", source: `${STAR}, CR2 df` },
];
