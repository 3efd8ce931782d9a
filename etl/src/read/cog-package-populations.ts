import { failure, POPULATION_MEASURE, type Vintage } from '@boussole/schema';
import type { ObservationRow } from '@boussole/warehouse';

type Counts = { readonly municipale?: number; readonly totale?: number };

/** Collects legal populations of one package, each figure once: two files that contradict each other throw `FILE_UNREADABLE`. */
export class CogPackagePopulations {
  readonly #package: string;
  readonly #yearOf: (departement: string, year: number) => number;
  readonly #rows = new Map<string, ObservationRow>();

  constructor(name: string, populationYears: Readonly<Record<string, number>>) {
    this.#package = name;
    this.#yearOf = (departement, year) => populationYears[departement] ?? year;
  }

  get rows(): readonly ObservationRow[] {
    return [...this.#rows.values()];
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
    const key = `${measure} ${year} ${cog} ${code}`;
    const known = this.#rows.get(key);
    if (known && known.value !== value) {
      throw this.#contradiction(
        code,
        `${measure} ${year} vaut ${known.value} dans un fichier et ${value} dans un autre`,
      );
    }
    if (!known) this.#rows.set(key, { measure, year, level, code, cog, value, state: 'PUBLISHED', line: 0 });
  }

  #contradiction(code: string, problem: string): Error {
    return failure('FILE_UNREADABLE', { file: this.#package, problem: `territoire ${code} : ${problem}` });
  }
}
