import type { WarningCode } from '@boussole/schema';

/** What a caution means, in English; names and numbers are in the French sentence, and in the cells. */
export const ENGLISH_WARNINGS: Readonly<Record<WarningCode, string>> = {
  PARTIAL_COVERAGE:
    'Incomplete sums: some communes, or some parts (IRIS) of a commune, have no figure. These are not totals: the explanation of each figure tells what is missing.',
  YEARS_NOT_COMPARABLE: 'Surveys of nearby years overlap: the difference from one year to the next is not a change.',
  SERIES_BREAK: 'The series breaks between these years: those before do not compare with those after.',
  DEFINITION_CHANGED: 'The definition of what is counted changed between these years: they do not quite compare.',
  DENOMINATOR_OF_OTHER_YEAR: 'The rate divides by the figure of another year: the nearest that is known.',
  PROVISIONAL_VALUES: 'These values are provisional: their source may revise them.',
  PERIMETER_CHANGED:
    'The perimeter of a territory changed between these years, or is not known in one of them: a part of the difference may come from it.',
  ESTIMATED_VALUES: 'Some values are estimated: a commune was split, its figures are shared out by population.',
  HIDDEN_VALUES: 'Some values are hidden by statistical secrecy: neither zero nor missing.',
  FLOOR_VALUES: 'Some values are a floor or a ceiling of what the source publishes: the real level may be beyond.',
  SMALL_NUMBERS:
    'These figures rest on few cases and jump from year to year: read the EPCI, or several years together.',
  NOTIONS_MIXED:
    'Several sources count this notion, each in its own way: these figures do not compare with each other. Read one of them.',
  YEAR_MISSING: 'An asked year has no figures.',
  MEMBERS_MERGED_OUTSIDE: 'Communes of a group merged with others outside it: its sums are without them.',
  RESTRICTED_VALUES:
    'Some values are reserved by a convention: they may exist, but outside the territories that your grants cover.',
};
