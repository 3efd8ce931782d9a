import { z } from 'zod';
import { identifier, localizedText } from './measure.ts';
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
  cautions: z.array(localizedText).default([]),
  /** When two sources give the same figure, the greater priority is kept. */
  priority: z.int().min(0).max(100).default(50),
};

/** A regular expression whose first group is a year. */
const yearPattern = z
  .string()
  .refine(hasGroup, 'une expression régulière avec un groupe est attendue, comme geo(\\d{4})');

/** Text that stands for no number. Compared after trimming, case aside. What is not listed and is not a number is an error. */
const markersSchema = z.strictObject({
  secret: z.array(z.string()).default([]),
  notAvailable: z.array(z.string()).default([]),
  notApplicable: z.array(z.string()).default([]),
});

const geographySchema = z.strictObject({
  level: z.enum(OFFICIAL_LEVELS),
  /**
   * Columns that hold the code, one or several glued in order (`[CODDEP, CODCOM]`). Each item of the list is a variant of the header: the
   * first whose columns the file has is taken.
   */
  code: z.array(z.array(z.string()).min(1)).min(1),
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
});

const columnSchema = z.strictObject({
  measure: identifier,
  /** Multiplies the published value, to store units rather than thousands or a fraction. */
  scale: z.number().positive().default(1),
});

const tableSchema = z.strictObject({
  ...common,
  reader: z.literal('table'),
  format: z.enum(['csv', 'xlsx']).default('csv'),
  encoding: z.enum(['utf-8', 'windows-1252', 'latin1']).default('utf-8'),
  delimiter: z.enum([';', ',', '\t', '|']).default(';'),
  decimalMark: z.enum([',', '.']).default(','),
  thousands: z.array(z.string()).default([]),
  /** Lines before the header. */
  skipLines: z.int().min(0).default(0),
  sheet: z.string().optional(),
  markers: markersSchema.prefault({}),
  /** Where the year of the data is read: in the column names (`{yy}`), or in the file name through this pattern. */
  vintage: z.discriminatedUnion('from', [
    z.strictObject({ from: z.literal('header') }),
    z.strictObject({ from: z.literal('file'), pattern: yearPattern }),
    z.strictObject({ from: z.literal('fixed'), year: z.int() }),
  ]),
  geography: geographySchema,
  /** By name of column. Several columns of the same measure stand for one another: the file has one of them. */
  columns: z.record(z.string(), columnSchema),
  /** Columns known and left aside, `*` standing for anything and `?` for one character. A column that is neither mapped nor listed here is an error. */
  ignore: z.array(z.string()).default([]),
  /** Columns that a vintage may lack. */
  optional: z.array(z.string()).default([]),
  /** Share of refused rows above which nothing is published. */
  quarantineShare: z.number().min(0).max(1).default(0.01),
});
export type TableSource = z.infer<typeof tableSchema>;

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
  if (source.thousands.includes(source.decimalMark)) {
    refuse(['thousands'], 'la marque décimale ne peut pas séparer aussi les milliers');
  }
  const stray = source.optional.find((name) => !(name in source.columns));
  if (stray !== undefined) refuse(['optional'], `« ${stray} » n’est pas dans columns`);
  const states = Object.values(source.markers).flatMap((markers) =>
    markers.map((marker) => marker.trim().toLowerCase()),
  );
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

function hasGroup(pattern: string): boolean {
  try {
    return new RegExp(`${pattern}|`).exec('')!.length > 1;
  } catch {
    return false;
  }
}

export const sourceSchema = z.union([tableSourceSchema, cogPackagesSourceSchema, officialGeographySourceSchema]);
export type SourceDescriptor = z.infer<typeof sourceSchema>;
