import { failure } from '@boussole/schema';

/** One object of a JSON file, read field by field: what is not of the expected type throws `JSON_INVALID` and says where. */
export class JsonEntry {
  readonly #file: string;
  readonly #where: string;
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(file: string, where: string, value: unknown) {
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

  list(name: string): readonly JsonEntry[] {
    const value = this.#fields[name];
    if (!Array.isArray(value)) throw this.#invalid(`« ${name} » n’est pas une liste`);
    return value.map(
      (item: unknown, index) => new JsonEntry(this.#file, `${this.#where}, ${name}, élément ${index + 1}`, item),
    );
  }

  #invalid(problem: string): Error {
    return failure('JSON_INVALID', { file: this.#file, problem: `${this.#where} : ${problem}` });
  }
}
