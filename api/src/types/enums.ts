import {
  CELL_STATES,
  FILTER_OPERATORS,
  LEVELS,
  type Level,
  NATURES,
  type Nature,
  POLARITIES,
  READINGS,
  SEXES,
  WARNING_CODES,
} from '@boussole/schema';
import { EVENT_KINDS, NOT_JUDGED, TEXT_MATCHES, type Verdict } from '@boussole/warehouse';
import { registerEnumType } from 'type-graphql';

/** GraphQL name -> value used inside the server. */
type Values<T extends string> = Readonly<Record<string, T>>;

export const DIMENSIONS = ['sex', 'age'] as const;
export type DimensionName = (typeof DIMENSIONS)[number];
export type Language = 'fr' | 'en';
export type Unit = 'count' | 'percent' | 'euro' | 'ratio' | 'index' | 'year';
export type AnyNature = Nature | 'ratio';

export const LevelEnum: Values<Level> = upper(LEVELS);
export const LanguageEnum: Values<Language> = upper(['fr', 'en']);
export const GeographyEnum = same(READINGS);
export const CellStateEnum = same(CELL_STATES);
export const SexEnum = same(SEXES);
export const DimensionEnum: Values<DimensionName> = upper(DIMENSIONS);
export const PolarityEnum = same(POLARITIES);
export const UnitEnum: Values<Unit> = upper(['count', 'percent', 'euro', 'ratio', 'index', 'year']);
export const NatureEnum: Values<AnyNature> = upper([...NATURES, 'ratio']);
export const EventKindEnum = same(EVENT_KINDS);
export const CellMethodEnum = same(['SOURCE', 'SUM', 'RATIO', 'APPORTIONED', 'DERIVED', 'NONE']);
export const FilterOperatorEnum = same(FILTER_OPERATORS);
export const WarningCodeEnum = same(WARNING_CODES);
export const ScaleEnum = same(['LINEAR', 'LOG']);
export const GroupProblemEnum = same(['GROUP_TOO_SMALL', 'GROUP_RESTRICTED', 'GROUP_OF_ONE_PART']);
export const PeerMethodEnum = same(['DISTANCE', 'STRATUM']);
export const PeerProblemEnum = same(['GROUP_TOO_SMALL', 'NO_CRITERION']);
export const CriterionProblemEnum = same([
  'NOT_LOADED',
  'NO_OWN_VALUE',
  'TOO_FEW_VALUES',
  'NO_SPREAD',
  'RESTRICTED',
  'COMPARED',
]);
export const DifferenceVerdictEnum = same(['HIGHER', 'LOWER', 'NOT_DIFFERENT', 'UNKNOWN']);
export const JudgementEnum = same(['BETTER', 'WORSE', 'NEUTRAL']);
export const IntervalMethodEnum = same(['WILSON', 'BYAR']);
export const DifferenceProblemEnum = same([
  'COUNT',
  'NO_COUNTS',
  'NOT_A_RATE',
  'NO_VALUE',
  'NO_BENCHMARK_VALUE',
  'PARTIAL_COVERAGE',
  'ESTIMATED',
  'SAME_TERRITORY',
]);
export const GapDirectionEnum = same(['HIGHER', 'LOWER']);
export const NotJudgedEnum = same(NOT_JUDGED);
export const NoUsualGapEnum = same(['GROUP_TOO_SMALL', 'GROUP_RESTRICTED', 'GROUP_OF_ONE_PART', 'NO_SPREAD']);
export const TrendDirectionEnum = same(['RISING', 'FALLING', 'NO_TREND', 'UNKNOWN']);
export const TrendProblemEnum = same(['TOO_FEW_POINTS', 'PERIMETER_CHANGED']);
export const VerdictEnum: Values<Verdict> = same(['PUBLISHED', 'UNCHANGED', 'REFUSED']);
export const TextMatchEnum = same(TEXT_MATCHES);

register('TextMatch', TextMatchEnum, 'How well something answers the text of a search, best first.', {
  EXACT: 'A name, present or former, or a code is the text.',
  WORDS:
    'A name of a territory begins with the words of the text; names or keywords of an indicator have them all, whole.',
  BEGINNING: 'Words of a name, of a code or of keywords begin with those of the text.',
  NEARLY:
    'Typing errors are forgiven; of an indicator, the words are said elsewhere than in its names and keywords, or inside other words.',
});
register(
  'Level',
  LevelEnum,
  'Levels of the French territorial organisation, widest first. EPCI and département do not nest.',
  {
    FRANCE: 'The whole country: metropolitan France and the overseas départements that the source covers.',
    REGION: 'Région, code of two digits.',
    DEPARTEMENT: 'Département, code of two or three characters: `69`, `2A`, `974`.',
    EPCI: 'Intercommunality with its own taxation, SIREN number of nine digits. 89 of them straddle several départements.',
    COMMUNE: 'Commune, INSEE code of five characters.',
    GROUPE: 'A set of communes of a user’s own: `groupe:<code>`.',
    PARTIE: 'What an EPCI that straddles départements has in one of them: `partie:200040277-27`.',
  },
);
register('Language', LanguageEnum, 'Language of a text of the catalogue.', { FR: 'French.', EN: 'English.' });
register('Geography', GeographyEnum, 'How a figure of the past is read.', {
  PUBLISHED: 'Each year in the perimeter it was published in.',
  CONSTANT: 'The past restated in the reference vintage of the publication, so that years compare.',
});
register(
  'CellState',
  CellStateEnum,
  'What is known of a figure. A cell without a value always says why: it is never a bare null, never a zero.',
  {
    NOT_AVAILABLE: 'No value: the source gives none for this territory and year.',
    PUBLISHED: 'Value: the source’s own figure at that level.',
    COMPUTED: 'Value: rolled up from communes or derived by a formula; `cell` gives its coverage.',
    ESTIMATED: 'Value: apportioned by population after a split of communes.',
    SECRET:
      'No value: hidden by the source, under its secrecy threshold; or a sum of parts (IRIS) that is not given, as the source hides too many of them.',
    SECRET_SECONDARY: 'No value: hidden by Boussole, because it would reveal another hidden value by subtraction.',
    NOT_AGGREGABLE:
      'No value: a median, a decile or a rate that the source does not publish here, and that cannot be computed.',
    NOT_APPLICABLE: 'No value: the figure makes no sense here.',
    RESTRICTED:
      'No value for whoever asks: the figure is under a convention, and no grant of theirs covers the territory.',
  },
);
register('Sex', SexEnum, 'A member of the dimension SEX.', { F: 'Women and girls.', M: 'Men and boys.' });
register('DimensionName', DimensionEnum, 'What some indicators can be cut by.', {
  SEX: 'Sex; members are those of the enum `Sex`.',
  AGE: 'Age in completed years; members are bands such as `0-14` and `75-plus`.',
});
register('Polarity', PolarityEnum, 'How a high value reads.', {
  HIGHER_IS_BETTER: 'A higher value is more favourable.',
  LOWER_IS_BETTER: 'A lower value is more favourable.',
  NEUTRAL: 'Neither: the figure describes, it does not judge.',
});
register('Unit', UnitEnum, 'Unit in which an indicator is given.', {
  COUNT: 'A number of people, households, dwellings…',
  PERCENT: 'Percent, 0 to 100.',
  EURO: 'Euros, current prices unless the definition says otherwise.',
  RATIO: 'A quotient without unit.',
  INDEX: 'An index; the definition gives its base.',
  YEAR: 'A number of years.',
});
register('Nature', NatureEnum, 'What can be done with an indicator.', {
  STOCK: 'A count at a date: adds over territories, never over years.',
  FLOW: 'A count over a period: adds over territories and years.',
  AMOUNT: 'Money over a period: adds over territories and years.',
  PUBLISHED:
    'Median, decile, rate without numerator: only the source’s own figure exists, never aggregated nor restated.',
  RATIO: 'Recomputed at every level as sum(numerator) / sum(denominator).',
});
register('EventKind', EventKindEnum, 'What happened to a territory.', {
  MERGER: 'Communes merged into one.',
  SPLIT: 'A commune was split, or re-established.',
  RENAME: 'The name changed, not the code.',
  CODE_CHANGE: 'The code changed.',
  CREATION: 'A territory was created.',
  DEPARTEMENT_CHANGE: 'A commune changed département.',
  SEAT_CHANGE: 'The seat of a merged commune moved.',
  STATUS_CHANGE: 'A former commune changed status within its commune.',
  EPCI_ARRIVAL: 'A commune joined an EPCI.',
  EPCI_DEPARTURE: 'A commune left an EPCI.',
  EPCI_CREATION: 'An EPCI was created.',
  EPCI_END: 'An EPCI ceased to exist.',
  EPCI_RENAME: 'An EPCI changed name.',
});
register('CellMethod', CellMethodEnum, 'How the value of a cell was obtained.', {
  SOURCE: 'Read as it is in a source.',
  SUM: 'Sum of the communes of the territory.',
  RATIO: 'Quotient of two sums.',
  APPORTIONED: 'Shared out by population after a change of communes.',
  DERIVED: 'Made of finer figures of the source: parts of the territory, months of the year.',
  NONE: 'There is no value.',
});
register(
  'FilterOperator',
  FilterOperatorEnum,
  'Condition on a cell. A cell without a value answers only HAS_NO_VALUE.',
  {
    GT: 'Greater than `value`.',
    GTE: 'Greater than or equal to `value`.',
    LT: 'Less than `value`.',
    LTE: 'Less than or equal to `value`.',
    EQ: 'Equal to `value`.',
    BETWEEN: 'From `value` to `upper`, both included.',
    HAS_VALUE: 'The cell has a value.',
    HAS_NO_VALUE: 'The cell has no value, whatever the reason.',
    HIGHEST: 'Among the `value` highest of the rows that answer all other conditions; ties with the last are kept.',
    LOWEST: 'Among the `value` lowest of the rows that answer all other conditions; ties with the last are kept.',
  },
);
register('WarningCode', WarningCodeEnum, 'A caution to show with an answer.', {
  PARTIAL_COVERAGE:
    'Some communes of a territory, or some parts of a commune, have no value: the sum is not the total.',
  YEARS_NOT_COMPARABLE: 'Two years share survey years: their difference means nothing.',
  SERIES_BREAK: 'The definition or the source changed between two years.',
  DEFINITION_CHANGED: 'The source counts otherwise since one of the years: compare with caution.',
  DENOMINATOR_OF_OTHER_YEAR: 'The source reports a rate to the population of another year.',
  PROVISIONAL_VALUES: 'The source may still revise the figures of some years.',
  PERIMETER_CHANGED: 'The perimeter of a territory changed between two years, or is not known in one of them.',
  ESTIMATED_VALUES: 'Some values are apportioned.',
  HIDDEN_VALUES: 'Some values are hidden by statistical secrecy.',
  FLOOR_VALUES: 'The source publishes a floor or a ceiling instead of some values.',
  SMALL_NUMBERS: 'The figure rests on few cases and jumps from year to year.',
  NOTIONS_MIXED: 'Indicators side by side count one notion, as unemployment, in ways that do not compare.',
  YEAR_MISSING: 'An asked year has no figures.',
  MEMBERS_MERGED_OUTSIDE: 'Communes of a group merged with others outside it: its sums are without them.',
  RESTRICTED_VALUES:
    'Some values are under a convention, outside the territories that the grants of whoever asks cover.',
});

register('Scale', ScaleEnum, 'How values are measured against each other.', {
  LINEAR: 'By their difference.',
  LOG: 'By their quotient: twice as large is as far as half as large.',
});
register('GroupProblem', GroupProblemEnum, 'Why a group of territories is not described.', {
  GROUP_TOO_SMALL: 'Fewer than 5 of its territories have a figure.',
  GROUP_RESTRICTED: 'Some of its figures are under a convention, and no grant of whoever asks covers them.',
  GROUP_OF_ONE_PART:
    'Several régions (or départements of its région) are in it, and all its figures come from one: they describe that one.',
});
register('PeerMethod', PeerMethodEnum, 'How territories that are alike are looked for.', {
  DISTANCE: 'The nearest by standardised distance over the criteria.',
  STRATUM: 'All those in the same class of population.',
});
register('PeerProblem', PeerProblemEnum, 'Why there is no group of peers.', {
  GROUP_TOO_SMALL: 'Fewer than 5 territories can be compared with.',
  NO_CRITERION: 'None of the criteria can be used.',
});
register('CriterionProblem', CriterionProblemEnum, 'Why a criterion is left aside.', {
  NOT_LOADED: 'The indicator is not loaded.',
  NO_OWN_VALUE: 'The territory has no figure.',
  TOO_FEW_VALUES: 'Fewer than half of the territories of the level have a figure.',
  NO_SPREAD: 'All territories of the level have the same figure.',
  RESTRICTED: 'Some figures are under a convention, and no grant of whoever asks covers them.',
  COMPARED: 'It counts what peers will be compared on: alike by choice, they would tell nothing.',
});
register(
  'DifferenceVerdict',
  DifferenceVerdictEnum,
  'Whether a figure differs from another by more than the chance of small numbers.',
  {
    HIGHER: 'The 95 % interval of the difference is above zero.',
    LOWER: 'The 95 % interval of the difference is below zero.',
    NOT_DIFFERENT: 'The 95 % interval of the difference holds zero.',
    UNKNOWN: 'Nothing tells; the problem says why.',
  },
);
register('Judgement', JudgementEnum, 'What a difference or a trend is worth by the polarity of the indicator.', {
  BETTER: 'More favourable.',
  WORSE: 'Less favourable.',
  NEUTRAL: 'Neither: no difference, or an indicator that does not judge.',
});
register('IntervalMethod', IntervalMethodEnum, 'How an interval is made around a figure.', {
  WILSON: 'Score interval of a proportion.',
  BYAR: 'Byar’s approximation of the interval of a Poisson count, over a known denominator.',
});
register('GapDirection', GapDirectionEnum, 'On which side of the others a figure stands out.', {
  HIGHER: 'Above.',
  LOWER: 'Below.',
});
register('NotJudged', NotJudgedEnum, 'Why a figure is never told to stand out.', {
  NO_VALUE: 'It is hidden, missing, or not to be read.',
  PARTIAL_COVERAGE: 'It rests on some communes only, or on some parts (IRIS) of a commune.',
  ESTIMATED: 'It was apportioned.',
  FEW_CASES: 'It is a rate of fewer than 20 cases, or a share that leaves out fewer than 20.',
  AT_FLOOR: 'It is at the floor of what is published: the true figure may be lower.',
  NOT_DESCRIBED: 'Its indicator has no usual gap, and says why.',
});
register('NoUsualGap', NoUsualGapEnum, 'Why an indicator has no usual gap.', {
  GROUP_TOO_SMALL: 'Fewer than 10 figures can be compared.',
  GROUP_RESTRICTED: 'Some figures are under a convention, and no grant of whoever asks covers them.',
  GROUP_OF_ONE_PART:
    'All figures come from one région of several, or from one département of several of a région: they describe that one.',
  NO_SPREAD: 'All figures are the same.',
});
register('DifferenceProblem', DifferenceProblemEnum, 'Why a difference is not judged.', {
  COUNT: 'A count is not compared with that of a territory of another size.',
  NO_COUNTS: 'The source gives no counts behind the figure.',
  NOT_A_RATE: 'A mean or an index, neither a proportion nor a rate.',
  NO_VALUE: 'The territory has no value; its state says why.',
  NO_BENCHMARK_VALUE: 'The benchmark has no value.',
  PARTIAL_COVERAGE: 'The figure rests on part of the communes.',
  ESTIMATED: 'One of the figures is apportioned.',
  SAME_TERRITORY: 'The territory is the benchmark, or has the same communes.',
});
register('TrendDirection', TrendDirectionEnum, 'Where an indicator goes over its last comparable points.', {
  RISING: 'Up, too constantly for chance.',
  FALLING: 'Down, too constantly for chance.',
  NO_TREND: 'Neither can be told from chance.',
  UNKNOWN: 'Nothing tells; the problem says why.',
});
register('TrendProblem', TrendProblemEnum, 'Why a trend cannot be told.', {
  TOO_FEW_POINTS: 'Fewer than 5 comparable points.',
  PERIMETER_CHANGED: 'Communes joined or left; constant geography can tell.',
});
register('Verdict', VerdictEnum, 'What became of a delivery.', {
  PUBLISHED: 'It is in a publication.',
  UNCHANGED: 'The same delivery was already there.',
  REFUSED: 'It was refused; the publication before stays.',
});

function upper<T extends string>(values: readonly T[]): Values<T> {
  return Object.fromEntries(values.map((value) => [value.toUpperCase(), value]));
}

function same<T extends string>(values: readonly T[]): Values<T> {
  return Object.fromEntries(values.map((value) => [value, value]));
}

function register(
  name: string,
  values: Values<string>,
  description: string,
  descriptions: Record<string, string>,
): void {
  const valuesConfig = Object.fromEntries(
    Object.entries(descriptions).map(([key, text]) => [key, { description: text }]),
  );
  registerEnumType(values, { name, description, valuesConfig });
}
