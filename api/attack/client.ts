/** An anonymous client of a server: what it asks, over HTTP alone. */
export class Client {
  readonly #url: string;
  asked = 0;

  constructor(url: string) {
    this.#url = url;
  }

  /** Data of an answer; throws what the server says of a question that it refuses. */
  async ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    this.asked++;
    const response = await request(`${this.#url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: T; errors?: readonly { message: string }[] }; // GraphQL
    if (errors)
      throw new Error(`${errors[0]?.message} (${query.slice(0, 120)} ${JSON.stringify(variables).slice(0, 200)})`);
    return data;
  }

  /** The text of a file that `/export` gives. */
  async export(path: string): Promise<string> {
    this.asked++;
    const response = await request(`${this.#url}/export/${path}`);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.text();
  }
}

/** A server closes a connection on which nothing was asked while sums were solved: what is asked next is asked again on another. */
async function request(url: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return fetch(url, init);
  }
}
