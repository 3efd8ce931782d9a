import type { Catalogue, Rounding, SourceDescriptor, TableSource } from '@boussole/schema';
import type { InputSecrecy, InputSource } from '@boussole/warehouse';
import { isRounded, thresholdOf } from './hide-small-counts.ts';

/** What a publication keeps of the descriptor of a source: what a reader of its figures must know. */
export function toInputSource(source: SourceDescriptor, catalogue: Catalogue): InputSource {
  const { id, title, producer, licence, landingPage, priority, comparability, access } = source;
  const secrecy = secrecyOf(source);
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
  };
}

/** Where the file hides nothing itself, what is hidden is what the threshold hides. */
function secrecyOf(source: SourceDescriptor): InputSecrecy | undefined {
  const threshold = thresholdOf(source);
  if (threshold === undefined) return undefined;
  const hidesItself = source.reader === 'table' && hasSecretMarkers(source);
  const tells = source.reader === 'table' && source.secrecy?.markers === 'below';
  return { threshold, below: tells || !hidesItself };
}

function hasSecretMarkers({ markers, columns }: TableSource): boolean {
  return [markers, ...Object.values(columns).map((column) => column.markers)].some(
    (own) => (own?.secret.length ?? 0) > 0,
  );
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
