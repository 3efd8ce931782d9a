/** What is there already, or will be. */
export type Eventual<T> = T | Promise<T>;

/**
 * Goes on with a value: at once when it is there. A question whose figures are in memory is answered without a promise: thousands of them a
 * second cost more than the figures.
 */
export function after<T, R>(value: Eventual<T>, next: (value: T) => Eventual<R>): Eventual<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** All of some values: at once when each of them is there. */
export function allOf<T>(values: readonly Eventual<T>[]): Eventual<readonly T[]> {
  return values.every((value): value is Awaited<T> & T => !(value instanceof Promise)) ? values : Promise.all(values);
}

/** Starts something; what it throws at once is told as what it throws later is. */
export function orReject<T>(start: () => Eventual<T>): Eventual<T> {
  try {
    return start();
  } catch (error) {
    return Promise.reject(error);
  }
}

/** What is asked once for each key and remembered: the promise first, then what it gave. A failure is forgotten. */
export class Remembered<K, T> {
  readonly #known = new Map<K, Eventual<T>>();

  get(key: K, ask: () => Promise<T>): Eventual<T> {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const asked = ask();
    this.#known.set(key, asked);
    asked.then(
      (answer) => this.#known.set(key, answer),
      () => this.#known.delete(key),
    );
    return asked;
  }
}
