import { failure, OFFICIAL_LEVELS, type OfficialLevel, SEXES, type Sex } from '@boussole/schema';
import { excerpt } from '../arguments.ts';
import { maybeOddCharacter } from '../odd-characters.ts';
import { COMMON_PARAMETERS } from './common-parameters.ts';

const YES = ['true', 'OUI'] as const;

/** The parameters of an address, read once: what is unknown or given twice is refused with `ARGUMENT_INVALID`. */
export class AddressReader<Name extends string> {
  readonly #parameters: URLSearchParams;

  constructor(parameters: URLSearchParams, known: Readonly<Record<Name, unknown>>) {
    for (const [name, text] of parameters) {
      if (!Object.hasOwn(known, name))
        throw invalid(
          excerpt(name),
          `paramètre inconnu ; attendus : ${Object.keys({ ...known, ...COMMON_PARAMETERS }).join(', ')}`,
        );
      const odd = maybeOddCharacter(text);
      if (odd) throw invalid(name, `le caractère ${odd.name} ne peut pas s’écrire, retirez-le`);
    }
    this.#parameters = parameters;
  }

  has(name: Name): boolean {
    return this.#parameters.has(name);
  }

  list(name: Name): string[] {
    return this.#parameters.getAll(name).flatMap((text) => text.split(',').filter((item) => item !== ''));
  }

  maybeList(name: Name): string[] | undefined {
    return this.has(name) ? this.list(name) : undefined;
  }

  maybeOne(name: Name): string | undefined {
    const given = this.#parameters.getAll(name);
    if (given.length > 1) throw invalid(name, 'donné plusieurs fois');
    return given[0] || undefined;
  }

  /** Whether it is said to be so; without it, it is not. */
  isYes(name: Name): boolean {
    const text = this.maybeOne(name);
    if (text === undefined) return false;
    if (!YES.some((known) => known.toLowerCase() === text.toLowerCase()))
      throw invalid(name, `« ${excerpt(text)} » est inconnu ; attendus : ${YES.join(', ')}`);
    return true;
  }

  maybeYear(name: Name): number | undefined {
    const text = this.maybeOne(name);
    if (text === undefined) return undefined;
    if (!/^\d{4}$/.test(text)) throw invalid(name, `« ${excerpt(text)} » n’est pas une année`);
    return Number(text);
  }

  maybeChoice<T extends string>(name: Name, choices: readonly T[]): T | undefined {
    const text = this.maybeOne(name);
    if (text === undefined) return undefined;
    const choice = choices.find((candidate) => candidate.toLowerCase() === text.toLowerCase());
    if (!choice)
      throw invalid(name, `« ${excerpt(text)} » est inconnu ; attendus : ${choices.join(', ').toUpperCase()}`);
    return choice;
  }

  /** Others have no list of all that is at them. */
  maybeLevel(name: Name): OfficialLevel | undefined {
    return this.maybeChoice(name, OFFICIAL_LEVELS);
  }
}

/** Reads `population_municipale@2022` or `population_rp.F.0-14@2022`; throws `ARGUMENT_INVALID`. */
export function toColumnKey(
  parameter: string,
  text: string,
): { readonly indicator: string; readonly year: number; readonly sex?: Sex; readonly age?: string } {
  const [name = '', year] = text.split('@');
  const [indicator, ...members] = name.split('.');
  const sex = SEXES.find((known) => members.includes(known));
  const [age, ...others] = members.filter((member) => member !== sex);
  if (!indicator || !year || !/^\d{4}$/.test(year) || others.length > 0) {
    throw invalid(
      parameter,
      `« ${excerpt(text)} » n’est pas une colonne, par exemple population_municipale@2022 ou population_rp.F.0-14@2022`,
    );
  }
  return { indicator, year: Number(year), ...(sex && { sex }), ...(age && { age }) };
}

export function invalid(argument: string, problem: string): Error {
  return failure('ARGUMENT_INVALID', { argument, problem });
}
