import { type Catalogue, measuresOf } from '@boussole/schema';
import type { Input, ObservationRow } from '@boussole/warehouse';
import type { Delivery, Rows } from '../delivery.ts';

/** What publishing a delivery would change. */
export interface Effect {
  /** The delivery of the same source and vintage that would be replaced. */
  readonly replaces: string | null;
  readonly figures: { readonly added: number; readonly changed: number; readonly removed: number };
  /** Labels of the indicators that read its measures. */
  readonly indicators: readonly string[];
}

/** Says what publishing a delivery would change; `replaced` holds the figures of the delivery of the same source and vintage, if any. */
export function foresee(
  { tables }: Pick<Delivery, 'tables'>,
  replaced: { readonly input: Input; readonly observations: Rows<ObservationRow> } | undefined,
  catalogue: Catalogue,
): Effect {
  const after = byPlace(tables.observation ?? []);
  const before = byPlace(replaced?.observations ?? []);
  const measures = new Set(tables.observation?.map(({ measure }) => measure));
  const fed = [...catalogue.indicators.values()].filter(({ formula }) =>
    measuresOf(formula).some((measure) => measures.has(measure)),
  );
  const shared = [...after].filter(([key]) => before.has(key));
  return {
    replaces: replaced?.input.file.name ?? null,
    figures: {
      added: after.size - shared.length,
      changed: shared.filter(([key, text]) => before.get(key) !== text).length,
      removed: before.size - shared.length,
    },
    indicators: fed.map(({ label }) => label.fr),
  };
}

function byPlace(rows: Rows<ObservationRow>): ReadonlyMap<string, string> {
  return new Map(
    rows.map(({ measure, year, level, code, cog, value, state }) => [
      `${measure} ${year} ${level} ${code} ${cog}`,
      `${value} ${state}`,
    ]),
  );
}
