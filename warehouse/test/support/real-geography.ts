import { buildGeography, type Geography, type Populations } from '@boussole/warehouse';
import { HAS_SHARED, officialMovements, packagedPopulations, packagedRows } from './real-territories.ts';

const rows = packagedRows();
const counted = packagedPopulations();

/** Populations that the packages carry, in the geography of each vintage. */
export const populations: Populations = {
  vintages: [...counted.keys()],
  of: (code, vintage) => counted.get(vintage)?.get(code),
};

/** The geography of the packages alone. */
export const packagedGeography: Geography = buildGeography(rows, populations);

/** The same with the official movements, where they are. */
export const officialGeography: Geography | undefined = HAS_SHARED
  ? buildGeography({ ...rows, movement: officialMovements(2026) }, populations)
  : undefined;

/** Both, to hold them to the same properties. */
export const geographies: readonly (readonly [string, Geography])[] = [
  ['packages alone', packagedGeography],
  ...(officialGeography ? [['packages and official movements', officialGeography] as const] : []),
];

export const VINTAGES = [2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026];
