import { failure } from '@boussole/schema';
import type { RemoteFile } from './fetch-sources.ts';

const SITE = 'https://geo.api.gouv.fr';
const NAME = /^contours(?:-(.+))?$/;

/** Whether a name given to `boussole fetch` asks for outlines: `contours`, or `contours-69` for one département. */
export function isOutlineRequest(name: string): boolean {
  return NAME.test(name);
}

/** The files of outlines of communes that names ask for, one by département. Throws `ARGUMENT_INVALID` for an unknown département. */
export function outlineFiles(names: readonly string[], departements: readonly string[]): readonly RemoteFile[] {
  const asked = names.flatMap((name) => {
    const code = NAME.exec(name)?.[1];
    if (code !== undefined && !departements.includes(code)) {
      throw failure('ARGUMENT_INVALID', { argument: name, problem: `« ${code} » n’est pas un département` });
    }
    return code ?? departements;
  });
  return [...new Set(asked)].map((code) => ({
    source: 'contours',
    url: `${SITE}/departements/${code}/communes?format=geojson&geometry=contour`,
    file: fileOf(code),
    landingPage: `${SITE}/decoupage-administratif`,
  }));
}

function fileOf(departement: string): string {
  return `contours-communes-${departement}.geojson`;
}

const FETCHED = /^contours-communes-\d[\dAB]\d?\.geojson$/;

/** Whether a file has the name of outlines that were fetched. */
export function isFetchedOutlines(file: string): boolean {
  return FETCHED.test(file);
}
