interface Answer {
  readonly data: { readonly indicators: readonly { readonly id: string; readonly years: readonly object[] }[] };
}

/** Chooses indicators of a server until their years make the number of columns wanted, or there are no more. */
export async function columnsOf(
  address: string,
  wanted: number,
): Promise<{ readonly indicators: readonly string[]; readonly columns: number }> {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ indicators { id years { year } } }' }),
  });
  const { data }: Answer = await response.json();
  const indicators: string[] = [];
  let columns = 0;
  for (const { id, years } of data.indicators) {
    if (years.length === 0 || columns + years.length > wanted) continue;
    indicators.push(id);
    columns += years.length;
  }
  return { indicators, columns };
}
