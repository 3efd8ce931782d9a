import { z } from 'zod';
import { accessSchema } from './access.ts';
import { auditsSchema } from './audit.ts';
import { identifier, localizedText } from './measure.ts';
import { roundingSchema, secrecyProblems, secrecySchema } from './secrecy.ts';
import { sourceRuleSchema } from './source-rules.ts';
import {
  conditionSchema,
  levelsSchema,
  longSchema,
  partsSchema,
  pattern,
  vintageSchema,
  yearPattern,
} from './table-shape.ts';
import { OFFICIAL_LEVELS } from './territory.ts';

/**
 * What a source descriptor says of one dataset. One YAML file of `etl/sources/`, or of the `sources/` folder of a data directory.
 * `{yy}` and `{yyyy}` stand for the vintage in column names and file names: `MED{yy}` matches `MED21`.
 */
const common = {
  id: identifier,
  title: localizedText,
  producer: z.string().min(1),
  licence: z.string().min(1),
  landingPage: z.url(),
  /** Official addresses of its files: `{yyyy}` and `{yy}` stand for each of the vintages. Only known sites, in HTTPS, are asked. */
  fetch: z
    .array(z.strictObject({ url: z.url({ protocol: /^https$/ }), vintages: z.array(z.int()).min(1) }))
    .default([]),
  cautions: z.array(localizedText).default([]),
  /** What limits the comparison of its figures over years: warnings that follow them. */
  comparability: z.array(sourceRuleSchema).default([]),
  /** When two sources give the same figure, the greater priority is kept. */
  priority: z.int().min(0).max(100).default(50),
  /** Under a convention: its figures are read only by the organisations that have a grant, for the territories of the grant. */
  access: accessSchema.optional(),
};

/** What a table of figures hides and how it is rounded. */
const protection = {
  secrecy: secrecySchema.optional(),
  rounding: roundingSchema.optional(),
};

/** Text that stands for no number. Compared after trimming, case aside. What is not listed and is not a number is an error. */
const markersSchema = z.strictObject({
  secret: z.array(z.string()).default([]),
  notAvailable: z.array(z.string()).default([]),
  notApplicable: z.array(z.string()).default([]),
  /** Only where the source says so: a hole is not a zero. */
  zero: z.array(z.string()).default([]),
});

const geographySchema = z.strictObject({
  /** Level of the rows, of those that `levels` does not tell apart. */
  level: z.enum(OFFICIAL_LEVELS),
  /**
   * Columns that hold the code, one or several glued in order (`[CODDEP, CODCOM]`). Each item of the list is a variant of the header: the
   * first whose columns the file has is taken.
   */
  code: z.array(z.array(z.string()).min(1)).min(1),
  /** Column of the names, which tell EPCI whose perimeters are not known. */
  name: z.string().optional(),
  /** COG vintage of the codes, as years after the vintage of the data: legal populations of N are published in the COG of N + 2. */
  cogOffset: z.int().min(0).max(5),
  /** Exceptions to `cogOffset`: `{ 2020: 2023 }`. */
  cog: z.record(z.string().regex(/^\d{4}$/), z.int()).default({}),
  /** Where the file name tells the COG vintage, a pattern whose first group is the year: `geo(\d{4})`. It wins over the rules above. */
  cogInFileName: yearPattern.optional(),
  /**
   * Rows that carry a municipal arrondissement of Paris, Lyon or Marseille: `ignore` when the file holds the commune too, `sum` when it
   * holds only arrondissements (only additive measures have a sum), `refuse` when it should hold none.
   */
  arrondissements: z.enum(['ignore', 'sum', 'refuse']).default('refuse'),
  /** Where a file holds several levels, how to tell them; rows of none are left out. */
  levels: levelsSchema.optional(),
  parts: partsSchema.optional(),
  /**
   * What a commune of its départements that has no row is: `zero` when the source lists all that exists, `secret` when it leaves out those that are too
   * small to be told.
   */
  absent: z.enum(['zero', 'secret', 'unknown']).default('unknown'),
  /** Codes that the file writes otherwise: `{ "1": METRO }`. */
  codes: z.record(z.string(), z.string()).default({}),
  /** Codes of rows that are of no territory and are left out: residents abroad, unknown communes. */
  outside: z.array(z.string()).default([]),
});

const columnSchema = z.strictObject({
  measure: identifier,
  /** Multiplies the published value, to store units rather than thousands or a fraction. */
  scale: z.number().positive().default(1),
  /** Where they mean something else in this column than in the others; they replace those of the source. */
  markers: markersSchema.optional(),
  /** Départements of which the producer gives no such figure: what hides a figure elsewhere says there that there is none. */
  notCovered: z.array(z.string().regex(/^(?:\d\d|2[AB]|97\d)$/)).optional(),
});

const tableSchema = z.strictObject({
  ...common,
  ...protection,
  reader: z.literal('table'),
  format: z.enum(['csv', 'xlsx', 'parquet', 'json']).default('csv'),
  encoding: z.enum(['utf-8', 'windows-1252', 'latin1']).default('utf-8'),
  delimiter: z.enum([';', ',', '\t', '|']).default(';'),
  /** A file that has none of these and is certainly written with the other is read with the other. */
  decimalMark: z.enum([',', '.']).default(','),
  /** Marks between groups of three digits; a space stands for those of any width (U+0020, U+00A0, U+202F). */
  thousands: z.array(z.string()).default([' ']),
  /** Lines before the header. */
  skipLines: z.int().min(0).default(0),
  /** Lines between the header and the first row, such as units. */
  skipRows: z.int().min(0).default(0),
  /** What the first line after the table matches, footnotes and all that follows being left out: `^(Source|Note|Champ)`. */
  footnotes: pattern.optional(),
  /** Name of the sheet, `{yyyy}` standing for a year. The first one when absent. */
  sheet: z.string().optional(),
  /** In a JSON file, the keys that lead to the list of records: `[data, results]`. */
  records: z.array(z.string()).default([]),
  markers: markersSchema.prefault({}),
  vintage: vintageSchema,
  /** Rows that are read; the others are left out. */
  rows: conditionSchema.optional(),
  geography: geographySchema,
  /** By name of column. Several columns of the same measure stand for one another: the file has one of them. */
  columns: z.record(z.string(), columnSchema).default({}),
  long: longSchema.optional(),
  /** Columns known and left aside, `*` standing for anything and `?` for one character. A column that is neither mapped nor listed here is an error. */
  ignore: z.array(z.string()).default([]),
  /** Columns that a vintage may lack. */
  optional: z.array(z.string()).default([]),
  /** What must hold of a delivery for it to be published. */
  audits: auditsSchema,
  /** Share of refused rows above which nothing is published. */
  quarantineShare: z.number().min(0).max(1).default(0.01),
});
export type TableSource = z.infer<typeof tableSchema>;

/** A few lines put on the descriptor of a table, built in: keys are replaced, lists and maps are added to. */
export const extensionSchema = tableSchema.partial().extend({ id: identifier, extends: identifier });

/** A file read column by column as its descriptor says, whose parts must agree with one another. */
export const tableSourceSchema = tableSchema.superRefine((source, context) => {
  const refuse = (path: (string | number)[], message: string): void => {
    context.addIssue({ code: 'custom', path, message });
  };
  if (source.vintage.from === 'header' && !Object.keys(source.columns).some((name) => /\{yy(yy)?\}/.test(name))) {
    refuse(
      ['vintage', 'from'],
      'aucun nom de columns n’a {yy} ou {yyyy} ; écrivez l’année ainsi dans les noms, ou choisissez from: file ou from: fixed',
    );
  }
  if ((source.long === undefined) === (Object.keys(source.columns).length === 0)) {
    refuse(
      ['columns'],
      'un fichier a des mesures en colonnes (columns) ou une valeur par ligne (long), l’un ou l’autre',
    );
  }
  if (source.vintage.from === 'sheet' && !source.sheet?.includes('{yyyy}')) {
    refuse(['sheet'], 'l’année y est lue : écrivez-la {yyyy}, comme APL {yyyy}');
  }
  if (
    source.vintage.from === 'column' &&
    source.vintage.pattern.includes('(?<month>') !== (source.vintage.months !== undefined)
  ) {
    refuse(['vintage', 'months'], 'un groupe « month » et une règle (mean, december, sum) vont ensemble');
  }
  if (source.geography.parts && (source.geography.level !== 'commune' || source.geography.levels)) {
    refuse(['geography', 'parts'], 'seules des communes ont des parties');
  }
  if ((source.format === 'json' || source.format === 'parquet') && source.decimalMark !== '.') {
    refuse(['decimalMark'], 'les nombres de ce format ont un point');
  }
  if (source.thousands.includes(source.decimalMark)) {
    refuse(['thousands'], 'la marque décimale ne peut pas séparer aussi les milliers');
  }
  const stray = source.optional.find((name) => !(name in source.columns));
  if (stray !== undefined) refuse(['optional'], `« ${stray} » n’est pas dans columns`);
  const states = Object.values(source.markers).flatMap((markers) =>
    markers.map((marker) => marker.trim().toLowerCase()),
  );
  const measures = new Set(
    [...Object.values(source.columns), ...(source.long?.cells ?? [])].map((cell) => cell.measure),
  );
  for (const { path, text } of secrecyProblems({ ...source, hasConvention: source.access !== undefined, measures }))
    refuse(path, text);
  const twice = states.find((marker, at) => states.indexOf(marker) < at);
  if (twice !== undefined) refuse(['markers'], `« ${twice} » y est deux fois`);
});

/** The official geographic code and legal populations as republished in npm packages, one package a year. */
export const cogPackagesSourceSchema = z.strictObject({
  ...common,
  reader: z.literal('cog-packages'),
  packages: z
    .array(
      z.strictObject({
        /** npm package or alias that holds `data/communes.json`, `data/epci.json`... */
        package: z.string(),
        /** COG vintage of `communes.json`; absent when that list is not to be read. */
        communes: z.int().optional(),
        /** Vintage of the perimeters of `epci.json`; absent when it is not to be read. */
        epci: z.int().optional(),
        /** Year of the legal populations in each file, absent when they are not to be read. */
        populations: z
          .strictObject({ communes: z.int().optional(), members: z.int().optional(), epci: z.int().optional() })
          .prefault({}),
        /** Reads `historique-communes.json`: mergers and splits since 1943. */
        history: z.boolean().default(false),
        /** Reads the postal codes of `communes.json`: territories are looked for by them. */
        postal: z.boolean().default(false),
      }),
    )
    .min(1),
  /** Territories whose population is of another year whatever the file says: `{ '976': 2017 }`, by département. */
  populationYears: z.record(z.string(), z.int()).default({}),
});
export type CogPackagesSource = z.infer<typeof cogPackagesSourceSchema>;

/** Official COG files: list of communes (`v_commune_2025.csv`), movements (`mvtcommune_2025.csv`), EPCI composition (`epcicom_2025.xlsx`). */
export const officialGeographySourceSchema = z.strictObject({
  ...common,
  reader: z.enum(['insee-communes', 'insee-movements', 'dgcl-epci']),
  /** Territories whose population is of another year whatever the file says: `{ '976': 2017 }`, by département. */
  populationYears: z.record(z.string(), z.int()).default({}),
});
export type OfficialGeographySource = z.infer<typeof officialGeographySourceSchema>;

export const sourceSchema = z.union([tableSourceSchema, cogPackagesSourceSchema, officialGeographySourceSchema]);
export type SourceDescriptor = z.infer<typeof sourceSchema>;
