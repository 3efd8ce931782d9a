/** A browser as far as signing in needs one: it keeps cookies by host and port, and follows redirections when told to. */
export class Browser {
  readonly #jars = new Map<string, Map<string, string>>();

  /** Asks without following a redirection. */
  async ask(address: string | URL, form?: Record<string, string>): Promise<Response> {
    const url = new URL(address);
    const jar = this.#jars.get(url.host) ?? new Map<string, string>();
    this.#jars.set(url.host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: cookie ? { cookie } : {},
      ...(form && { body: new URLSearchParams(form) }),
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(set)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  /** Follows redirections; returns the last answer and its address. */
  async follow(address: string | URL): Promise<{ readonly url: URL; readonly response: Response }> {
    let url = new URL(address);
    for (let steps = 0; steps < 12; steps++) {
      const response = await this.ask(url);
      const next = response.headers.get('location');
      if (next === null) return { url, response };
      url = new URL(next, url);
    }
    throw new Error(`expected a page, but ${url} goes on and on`);
  }

  cookie(host: string, name: string): string | undefined {
    return this.#jars.get(host)?.get(name);
  }
}
