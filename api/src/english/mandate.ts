/** Names in English a mandate that the program named; those that people named stay as they wrote them. */
export function nameMandateInEnglish(label: string): string {
  const [, since, span] = /^Mandat (?:depuis (\d{4})|(\d{4}-\d{4}))$/.exec(label) ?? [];
  if (since) return `Term since ${since}`;
  return span ? `Term ${span}` : label;
}
