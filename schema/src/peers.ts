/** What peers are alike in when nobody says otherwise: size, density and its class, age, families, income, employment. Those that are not loaded are left aside. */
export const USUAL_CRITERIA: readonly { readonly indicator: string; readonly weight: number }[] = [
  { indicator: 'population_municipale', weight: 1 },
  { indicator: 'densite_population', weight: 1 },
  { indicator: 'classe_densite', weight: 1 },
  { indicator: 'part_65_plus', weight: 1 },
  { indicator: 'part_familles_monoparentales', weight: 1 },
  { indicator: 'revenu_median', weight: 1 },
  { indicator: 'taux_chomage_rp', weight: 1 },
];

/** Criteria that, like counts, are compared by their logarithm though they are no counts: they spread over several powers of ten. */
export const LOGARITHMIC_CRITERIA: ReadonlySet<string> = new Set(['densite_population']);

/** Lower bounds of the classes of population, in inhabitants: those that INSEE and the DGCL describe communes by. */
export const POPULATION_STRATA: readonly number[] = [
  0, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000,
];
