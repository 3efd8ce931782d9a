import type { Catalogue, Rounding, SourceDescriptor, TableSource } from '@boussole/schema';
import type { InputSecrecy, InputSource } from '@boussole/warehouse';
import { isRounded, thresholdOf } from './hide-small-counts.ts';

/** What a publication keeps of the descriptor of a source: what a reader of its figures must know. `met` counts the markers of the file. */
export function toInputSource(
  source: SourceDescriptor,
  catalogue: Catalogue,
  met: Readonly<Record<string, number>>,
): InputSource {
  const { id, title, producer, licence, landingPage, priority, comparability, access } = source;
  const secrecy = secrecyOf(source, met);
  const parts = source.reader === 'table' ? source.geography.parts : undefined;
  const rounding = source.reader === 'table' ? roundingOf(source, catalogue) : undefined;
  return {
    id,
    title,
    producer,
    licence,
    landingPage,
    priority,
    ...(comparability.length > 0 && { comparability }),
    ...(access && { access }),
    ...(secrecy && { secrecy }),
    ...(rounding && { rounding }),
    ...(rounding && source.reader === 'table' && source.rounding?.apply && { roundsHere: true }),
    ...(parts && { parts: { name: parts.name, atLeast: parts.atLeast } }),
  };
}

/** Where the file hides nothing itself, what is hidden is what the threshold hides. */
function secrecyOf(source: SourceDescriptor, met: Readonly<Record<string, number>>): InputSecrecy | undefined {
  const threshold = thresholdOf(source);
  if (threshold === undefined) return undefined;
  const hidesItself = source.reader === 'table' && hasMet(source, met);
  const tells = source.reader === 'table' && source.secrecy?.markers === 'below';
  return { threshold, below: tells || !hidesItself };
}

function hasMet({ markers, columns }: TableSource, met: Readonly<Record<string, number>>): boolean {
  const own = [markers, ...Object.values(columns).map((column) => column.markers)];
  const secret = new Set(own.flatMap((some) => some?.secret ?? []).map(folded));
  return Object.entries(met).some(([marker, count]) => count > 0 && secret.has(folded(marker)));
}

function folded(marker: string): string {
  return marker.trim().toLowerCase();
}

function roundingOf(
  { rounding, columns, long }: TableSource,
  { measures }: Catalogue,
): Readonly<Record<string, Rounding>> | undefined {
  if (!rounding) return undefined;
  const { step, mode } = rounding;
  const own = new Set([...Object.values(columns), ...(long?.cells ?? [])].map(({ measure }) => measure));
  const rounded = [...own].filter((id) => isRounded(rounding, id, measures.get(id)?.unit === 'count')).sort();
  return Object.fromEntries(rounded.map((id) => [id, { step, mode }]));
}
