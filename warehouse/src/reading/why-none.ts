import { type Indicator, measuresOf } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { SecretFigure, SetAside, UnevenParts } from './cell-answers.ts';
import type { Origin } from './origins.ts';

/** The first hidden figure among some, and who may have hidden it; undefined without any. */
export function secretOf({ measures }: OpenCube, origins: readonly Origin[]): SecretFigure | undefined {
  const hidden = origins.find(({ state }) => state === 'SECRET');
  if (!hidden) return undefined;
  const { parts: known = 0, partsTotal: total = 0 } = hidden.derived ?? {};
  return {
    source: hidden.input.source,
    isCount: measures.get(hidden.measure)?.unit === 'count',
    parts: known > 0 ? { known, total } : undefined,
  };
}

/** Figures of a commune that add up different parts of it; undefined where all add up as many. */
export function unevenParts(origins: readonly Origin[]): UnevenParts | undefined {
  const added = origins.filter(({ derived, value }) => derived?.rule === 'PARTS' && value !== null);
  const counts = [...new Set(added.map(({ derived }) => derived!.parts))].sort((one, other) => one - other);
  if (counts.length < 2) return undefined;
  const [{ derived, input }] = added as [Origin]; // as: there are two at least
  return { counts, total: derived!.partsTotal, name: input.source.parts?.name };
}

/** Deliveries of an indicator in a year of which rows were set aside. */
export function asideOf({ inputsOf }: OpenCube, { formula }: Indicator, year: number): readonly SetAside[] {
  const inputs = new Set(measuresOf(formula).flatMap((measure) => inputsOf.get(measure) ?? []));
  return [...inputs].flatMap(({ file, rows, vintage }) => {
    const [first, last = first] = (vintage.match(/\d{4}/g) ?? []).map(Number);
    const isOfYear = first === undefined || (first <= year && year <= last!);
    return rows.quarantined > 0 && isOfYear ? [{ file: file.name, rows: rows.quarantined }] : [];
  });
}
