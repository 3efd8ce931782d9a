import { failure, POPULATION_MEASURE, type Vintage } from '@boussole/schema';
import type { ObservationRow } from '@boussole/warehouse';

type Counts = { readonly municipale?: number; readonly totale?: number };

/** Collects legal populations of one package, each figure once: two files that contradict each other throw `FILE_UNREADABLE`. */
export class CogPackagePopulations {
  readonly #package: string;
  readonly #yearOf: (departement: string, year: number) => number;
  /** By measure, year and vintage as one number, and code: those of communes and of EPCI differ. */
  readonly #rows = new Map<string, Map<number, Map<string, ObservationRow>>>();

  constructor(name: string, populationYears: Readonly<Record<string, number>>) {
    this.#package = name;
    this.#yearOf = (departement, year) => populationYears[departement] ?? year;
  }

  get rows(): readonly ObservationRow[] {
    return [...this.#rows.values()].flatMap((years) => [...years.values()]).flatMap((codes) => [...codes.values()]);
  }

  add(
    place: {
      readonly level: 'commune' | 'epci';
      readonly code: string;
      readonly departement: string;
      readonly cog: Vintage;
    },
    fileYear: number,
    { municipale, totale }: Counts,
  ): void {
    const year = this.#yearOf(place.departement, fileYear);
    this.#put(POPULATION_MEASURE, place, year, municipale);
    this.#put('population_totale', place, year, totale);
    if (municipale === undefined || totale === undefined) return;
    if (totale < municipale) {
      throw this.#contradiction(
        place.code,
        `la population totale (${totale}) est inférieure à la municipale (${municipale})`,
      );
    }
    // A commune's total is municipale + comptée à part by definition; the packages do not give the last one.
    this.#put('population_comptee_a_part', place, year, totale - municipale);
  }

  #put(
    measure: string,
    { level, code, cog }: { readonly level: 'commune' | 'epci'; readonly code: string; readonly cog: Vintage },
    year: number,
    value: number | undefined,
  ): void {
    if (value === undefined) return;
    const codes = within(within(this.#rows, measure), year * 10_000 + cog);
    const known = codes.get(code);
    if (known && known.value !== value) {
      throw this.#contradiction(
        code,
        `${measure} ${year} vaut ${known.value} dans un fichier et ${value} dans un autre`,
      );
    }
    if (!known) codes.set(code, { measure, year, level, code, cog, value, state: 'PUBLISHED', line: 0 });
  }

  #contradiction(code: string, problem: string): Error {
    return failure('FILE_UNREADABLE', { file: this.#package, problem: `territoire ${code} : ${problem}` });
  }
}

/** The map that another holds at a key, created when it is missing. */
function within<Key, InnerKey, Value>(map: Map<Key, Map<InnerKey, Value>>, key: Key): Map<InnerKey, Value> {
  let inner = map.get(key);
  if (!inner) {
    inner = new Map();
    map.set(key, inner);
  }
  return inner;
}
