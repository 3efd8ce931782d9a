import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

interface Place {
  readonly code: string;
  readonly region: string;
}

interface Epci {
  readonly membres: readonly { readonly code: string }[];
}

/**
 * Writes an installed package of communes again in a folder, under its own name and version, with what is in some départements alone; returns
 * the path of it. EPCI that straddle their border are left out.
 */
export async function cutPackage(name: string, departements: readonly string[], folder: string): Promise<string> {
  const whole = dirname(require.resolve(`${name}/package.json`));
  const cut = join(folder, name);
  await mkdir(join(cut, 'data'), { recursive: true });
  await cp(join(whole, 'package.json'), join(cut, 'package.json'));
  const keep = async <Entry extends object>(
    list: string,
    isKept: (entry: Entry) => boolean,
  ): Promise<readonly Entry[]> => {
    const text = await readFile(join(whole, 'data', list), 'utf8');
    const kept = (JSON.parse(text) as readonly Entry[]).filter(isKept); // the package's own shape
    await writeFile(join(cut, 'data', list), JSON.stringify(kept));
    return kept;
  };
  const kept = await keep<Place>('departements.json', ({ code }) => departements.includes(code));
  await keep<Place>('regions.json', ({ code }) => kept.some(({ region }) => region === code));
  await keep<{ departement?: string }>('communes.json', ({ departement = '' }) => departements.includes(departement));
  await keep<Epci>('epci.json', ({ membres }) =>
    membres.every(({ code }) => departements.some((departement) => code.startsWith(departement))),
  );
  return cut;
}
