/** The content of a descriptor, as YAML gives it. */
type Content = Readonly<Record<string, unknown>>;

/** The id of the source that a descriptor extends, undefined when it stands by itself. */
export function extendedBy(content: unknown): string | undefined {
  return isContent(content) && typeof content.extends === 'string' ? content.extends : undefined;
}

/**
 * A descriptor of a few lines put on the one that it extends: keys are replaced, lists and maps are added to. An audit takes the place of that
 * of its id, a marker leaves the state that it had.
 */
export function extend(base: unknown, { extends: _, ...own }: Content): unknown {
  if (!isContent(base)) return own;
  const merged = merge(base, own) as Content; // both are maps
  const markers =
    isContent(base.markers) && isContent(own.markers) ? moveMarkers(base.markers, own.markers) : undefined;
  return markers ? { ...merged, markers } : merged;
}

function merge(base: unknown, own: unknown): unknown {
  if (Array.isArray(base) && Array.isArray(own)) {
    const ids = new Set(own.flatMap((item) => (isContent(item) && 'id' in item ? [item.id] : [])));
    const kept = base.filter(
      (item) => !own.some((other) => isSame(item, other)) && !(isContent(item) && ids.has(item.id)),
    );
    return [...kept, ...own];
  }
  if (!isContent(base) || !isContent(own)) return own;
  const merged = Object.entries(own).map(([key, value]) => [key, key in base ? merge(base[key], value) : value]);
  return { ...base, ...Object.fromEntries(merged) };
}

function moveMarkers(base: Content, own: Content): Content {
  const moved = new Set(Object.values(own).flat().map(toMarker));
  const left = Object.entries(base).map(([state, markers]) => [
    state,
    Array.isArray(markers) ? markers.filter((marker) => !moved.has(toMarker(marker))) : markers,
  ]);
  return merge(Object.fromEntries(left), own) as Content; // both are maps
}

function toMarker(marker: unknown): string {
  return String(marker).trim().toLowerCase();
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

export function isContent(value: unknown): value is Content {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
