import { failure } from '@boussole/schema';

/** Where an entry is in its file: a rank from 1, in a list that a field of another entry may hold. */
interface Place {
  readonly rank: number;
  readonly field?: string;
  readonly parent?: Place;
}

/** One object of a JSON file, read field by field: what is not of the expected type throws `JSON_INVALID` and says where. */
export class JsonEntry {
  readonly #file: string;
  readonly #where: Place;
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(file: string, where: Place, value: unknown) {
    this.#file = file;
    this.#where = where;
    if (typeof value !== 'object' || value === null) throw this.#invalid('un objet était attendu');
    this.#fields = value as Record<string, unknown>; // any object has string keys
  }

  /** Text of a field; throws when it is absent or empty. */
  text(name: string): string {
    const value = this.maybeText(name);
    if (!value) throw this.#invalid(`« ${name} » manque ou n’est pas un texte`);
    return value;
  }

  maybeText(name: string): string | undefined {
    const value = this.#fields[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** A whole number, zero or more; undefined when the field is absent. */
  maybeCount(name: string): number | undefined {
    const value = this.#fields[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
      throw this.#invalid(`« ${name} » n’est pas un nombre entier positif`);
    }
    return value;
  }

  /** Texts of a list; none when the field is absent. */
  maybeTexts(name: string): readonly string[] {
    const value = this.#fields[name] ?? [];
    if (!Array.isArray(value) || !value.every((item): item is string => typeof item === 'string')) {
      throw this.#invalid(`« ${name} » n’est pas une liste de textes`);
    }
    return value;
  }

  list(name: string): readonly JsonEntry[] {
    const value = this.#fields[name];
    if (!Array.isArray(value)) throw this.#invalid(`« ${name} » n’est pas une liste`);
    const parent = this.#where;
    return value.map(
      (item: unknown, index) => new JsonEntry(this.#file, { rank: index + 1, field: name, parent }, item),
    );
  }

  #invalid(problem: string): Error {
    return failure('JSON_INVALID', { file: this.#file, problem: `${describe(this.#where)} : ${problem}` });
  }
}

function describe({ rank, field, parent }: Place): string {
  return parent ? `${describe(parent)}, ${field} ${rank}` : `entrée ${rank}`;
}
