import type { CellState, DatasetAccess, OfficialLevel, Rounding, SourceRule, Vintage } from '@boussole/schema';

/**
 * An input is one delivery (a file, or the embedded packages) in the shape the cube is built from. It is content-addressed and
 * immutable: a folder of Parquet files, one per table below, and `input.json`. A publication is built from a set of inputs.
 */
export interface Input {
  /** SHA-256 of the tables: the same delivery always has the same id. */
  readonly id: string;
  readonly source: InputSource;
  /** What this delivery replaces when loaded again: the pair (source, vintage). */
  readonly vintage: string;
  readonly file: { readonly name: string; readonly bytes: number; readonly sha256: string };
  readonly rows: { readonly read: number; readonly kept: number; readonly quarantined: number };
  readonly loadedAt: string;
}

/** What a reader of a figure must know of where it comes from. */
export interface InputSource {
  readonly id: string;
  readonly title: { readonly fr: string; readonly en: string };
  readonly producer: string;
  readonly licence: string;
  readonly landingPage: string;
  readonly priority: number;
  /** What limits the comparison of its figures; absent when nothing does. */
  readonly comparability?: readonly SourceRule[];
  /** The convention that it is read under; absent when it is public. */
  readonly access?: DatasetAccess;
  /** What is known of its counts that are hidden; absent when nothing is. */
  readonly secrecy?: InputSecrecy;
  /** How its figures are rounded, by measure; absent when none is. */
  readonly rounding?: Readonly<Record<string, Rounding>>;
  /** Where its descriptor asks that its figures be rounded when they are read. */
  readonly roundsHere?: boolean;
  /** What its rows are that are added up by commune, and the share of them that must have a figure; absent when none is. */
  readonly parts?: { readonly name: string; readonly atLeast: number };
}

/**
 * Counts from 1 to below the threshold are hidden. Where `below`, no other is hidden by the source itself; elsewhere the table `small` of the
 * delivery names those that the threshold hid, of which that much is known.
 */
export interface InputSecrecy {
  readonly threshold: number;
  readonly below: boolean;
}

/** One figure as its source gives it. `line` is 1-based in the source file, 0 when the figure has no line of its own. */
export interface ObservationRow {
  readonly measure: string;
  readonly year: number;
  readonly level: OfficialLevel;
  readonly code: string;
  /** COG vintage of the perimeter. */
  readonly cog: Vintage;
  readonly value: number | null;
  readonly state: Extract<CellState, 'PUBLISHED' | 'COMPUTED' | 'SECRET' | 'NOT_AVAILABLE' | 'NOT_APPLICABLE'>;
  readonly line: number;
}

/**
 * How a `COMPUTED` observation was made of what its source gives: by adding up parts of the territory (IRIS), from the months of a year, or
 * because a list of all that exists does not name the territory.
 * `parts` of the `partsTotal` have a figure. A `SECRET` one of parts has none since too few of them do.
 */
export interface DerivedRow {
  readonly measure: string;
  readonly year: number;
  readonly level: OfficialLevel;
  readonly code: string;
  readonly rule: 'PARTS' | 'MONTHS_MEAN' | 'MONTHS_SUM' | 'ABSENT';
  readonly parts: number;
  readonly partsTotal: number;
}

/** A count that the threshold of its dataset hid, among others that its source hides without saying more. */
export type SmallRow = Pick<ObservationRow, 'measure' | 'year' | 'level' | 'code' | 'cog'>;

/**
 * One commune of a yearly list. `parent` is the commune of a `COMD` (déléguée), `COMA` (associée) or `ARM` (arrondissement), or of a
 * `FORMER` code: one that the list says the commune has absorbed without keeping it as a part; it has no name there.
 */
export interface CommuneRow {
  readonly cog: Vintage;
  readonly code: string;
  readonly name: string;
  readonly type: 'COM' | 'COMD' | 'COMA' | 'ARM' | 'FORMER';
  readonly departement: string | null;
  readonly region: string | null;
  readonly parent: string | null;
}

export interface DepartementRow {
  readonly cog: Vintage;
  readonly code: string;
  readonly name: string;
  readonly region: string;
}

export interface RegionRow {
  readonly cog: Vintage;
  readonly code: string;
  readonly name: string;
}

export interface EpciRow {
  readonly cog: Vintage;
  readonly code: string;
  readonly name: string;
  /** CC, CA, CU, ME, METLYON... as the DGCL writes it; empty where a file of figures only names the EPCI. */
  readonly nature: string;
}

export interface MembershipRow {
  readonly cog: Vintage;
  readonly epci: string;
  readonly commune: string;
}

/** A postal code of a commune: one commune may have several, and most are those of several communes. */
export interface PostalRow {
  readonly cog: Vintage;
  readonly code: string;
  readonly postal: string;
}

/** A row that says the same of one vintage or of several, ascending. */
export type OverVintages<Row extends { readonly cog: Vintage }> = Omit<Row, 'cog'> & {
  readonly cog: Vintage | readonly Vintage[];
};

/** One row of INSEE's movement file: https://www.insee.fr/fr/information/8377162 (mvtcommune). Dates are ISO days. */
export interface MovementRow {
  readonly mod: number;
  readonly date: string;
  readonly typeBefore: string;
  readonly codeBefore: string;
  readonly nameBefore: string;
  readonly typeAfter: string;
  readonly codeAfter: string;
  readonly nameAfter: string;
}

export interface InputTables {
  readonly observation: ObservationRow;
  readonly derived: DerivedRow;
  readonly small: SmallRow;
  readonly commune: CommuneRow;
  readonly departement: DepartementRow;
  readonly region: RegionRow;
  readonly epci: EpciRow;
  readonly membership: MembershipRow;
  readonly movement: MovementRow;
  readonly postal: PostalRow;
}
export type TableName = keyof InputTables;
