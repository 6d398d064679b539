/**
 * Published figures as they were printed, with where they come from.
 *
 * @module
 */

/** A figure as printed: its name here, its digits, and whose it is and by which convention. */
export interface PrintedFigure {
  readonly of: string;
  readonly printed: string;
  readonly source: string;
}

/** Figures of one source: name, digits and convention of each. */
type Printed = readonly (readonly [of: string, printed: string, convention: string])[];

const from = (source: string, figures: Printed): PrintedFigure[] =>
  figures.map(([of, printed, convention]) => ({ of, printed, source: `${source}: ${convention}` }));

/** The figures. */
export const PRINTED: readonly PrintedFigure[] = [
  ...from("R sandwich 3.0-2, PetersenCL", [
    ["petersen_coefficient", "1.03483343946", "least squares"],
    ["petersen_firm_cr1", "0.05059066505", "HC0, cadjust"],
    ["petersen_firm", "0.05059572588", "HC1, cadjust"],
    ["petersen_year_cr1", "0.03338557369", "HC0, cadjust"],
    ["petersen_year", "0.03338891341", "HC1, cadjust"],
    ["petersen_two_way", "0.05355802294", "HC1, cadjust, multi0 = FALSE"],
    ["petersen_two_way_cr0", "0.05245446364", "HC0, no cadjust"],
  ]),
  ...from("R clubSandwich 0.5.8, PetersenCL", [
    ["petersen_firm_cr0", "0.05054004906", "CR0"],
    ["petersen_firm_cr0_freedom", "310.0533927", "CR0, Satterthwaite"],
    ["petersen_firm_cr2", "0.05067776674", "CR2"],
    ["petersen_firm_cr2_freedom", "308.7563813", "CR2, Satterthwaite"],
    ["petersen_year_cr0", "0.03167233615", "CR0"],
    ["petersen_year_cr0_freedom", "8.991427732", "CR0, Satterthwaite"],
    ["petersen_year_cr2", "0.03339608202", "CR2"],
    ["petersen_year_cr2_freedom", "8.989436078", "CR2, Satterthwaite"],
  ]),
  ...from("linearmodels 7.1, PetersenCL", [
    ["petersen_firm_linearmodels", "0.050550160103739514", "CR0 n/(n-k)"],
    ["petersen_two_way_linearmodels", "0.05246495767965439", "CR0 n/(n-k)"],
  ]),
  ...from("pyfixest 0.60.0, PetersenCL", [
    ["petersen_firm", "0.050595725884029566", "CRV1"],
    ["petersen_firm_jackknife", "0.05087194709450717", "CRV3 with the factors of CR1S"],
    ["petersen_two_way_pyfixest", "0.055297390635354195", "CRV1, the fewest clusters' factor"],
  ]),
  ...from("R estimatr 1.0.0, Matching's copy of the rows", [
    ["nsw_r_difference", "1794.343085", "least squares"],
    ["nsw_r_hc2", "670.9967297", "HC2"],
    ["nsw_r_lin", "1621.583624", "Lin (2013)"],
    ["nsw_r_lin_hc2", "694.7217164", "Lin (2013), HC2"],
  ]),
  ...from("R clubSandwich 0.5.8, AER's STAR", [
    ["star_difference", "5.815137967", "least squares"],
    ["star_cr0", "1.83564047", "CR0"],
    ["star_cr0_freedom", "69.35039969", "CR0, Satterthwaite"],
    ["star_cr1s", "1.847616681", "CR1S"],
    ["star_cr2", "1.85400016", "CR2"],
    ["star_cr2_freedom", "69.09407609", "CR2, Satterthwaite"],
    ["star_within_difference", "6.627251612", "least squares"],
    ["star_within_cr1s", "1.77967764", "CR1S"],
    ["star_within_cr1s_freedom", "69.09431829", "CR1S, Satterthwaite"],
    ["star_within_cr2", "1.763123535", "CR2"],
    ["star_within_cr2_freedom", "68.86140147", "CR2, Satterthwaite"],
  ]),
];

/** Adjusted p-values of table 1 in Benjamini and Hochberg (1995), as R 4.2.2's p.adjust prints them. */
export const PRINTED_P_VALUES: Readonly<Record<string, readonly string[]>> = {
  holm: [
    ...["0.0015", "0.0056", "0.0247", "0.114", "0.2211", "0.278", "0.278", "0.278", "0.3213"],
    ...["1", "1", "1", "1", "1", "1"],
  ],
  fdr_bh: [
    ...["0.0015", "0.003", "0.0095", "0.035625", "0.0603", "0.06385714", "0.06385714", "0.0645"],
    ...["0.0765", "0.486", "0.5811818", "0.714875", "0.7532308", "0.8132143", "1"],
  ],
  fdr_by: [
    ...["0.004977343", "0.009954687", "0.03152318", "0.1182119", "0.2000892", "0.2118926"],
    ...["0.2118926", "0.2140258", "0.2538445", "1", "1", "1", "1", "1", "1"],
  ],
};

/** To how many digits they are printed. */
export const DIGITS_OF_P_VALUES = 7;
