import type { OfficialLevel, Reading } from '@boussole/schema';
import { isHidden, type Layer, type Told } from './layers.ts';

/** All layers that were read, found by what they are of. */
export class Book {
  readonly layers: Layer[] = [];
  readonly #byKey = new Map<string, Layer>();

  add(layers: readonly Layer[]): void {
    for (const layer of layers) {
      this.layers.push(layer);
      this.#byKey.set(keyOf(layer.indicator, layer.year, layer.level, layer.reading), layer);
    }
  }

  layer(indicator: string, year: number, level: OfficialLevel, reading: Reading): Layer | undefined {
    return this.#byKey.get(keyOf(indicator, year, level, reading));
  }

  cell(indicator: string, year: number, level: OfficialLevel, reading: Reading, code: string): Told | undefined {
    return this.layer(indicator, year, level, reading)?.cells.get(code);
  }

  /** Indicators and years of which something is hidden. */
  hiding(): readonly (readonly [indicator: string, year: number])[] {
    const found = this.layers.filter(({ cells }) => [...cells.values()].some(isHidden));
    return [
      ...new Map(found.map(({ indicator, year }) => [`${indicator} ${year}`, [indicator, year] as const])).values(),
    ];
  }
}

function keyOf(indicator: string, year: number, level: string, reading: string): string {
  return `${indicator} ${year} ${level} ${reading}`;
}
