/** Puts events in the order in which they are told: the latest first. */
export function latestFirst<Event extends { readonly date: string }>(events: readonly Event[]): readonly Event[] {
  return events.toSorted((left, right) => right.date.localeCompare(left.date));
}
