import { isAdditive, READINGS } from '@boussole/schema';
import { isMeasured, openSolver } from '@boussole/warehouse';
import type { AttackOptions, AttackReport } from './attack.ts';
import { Book } from './book.ts';
import type { Client } from './client.ts';
import { readFile } from './files.ts';
import { Ground } from './ground.ts';
import { readSubtotals } from './groups.ts';
import { type Knowledge, readKnowledge } from './knowledge.ts';
import { hidesAt, type IndicatorAsked, isHidden, isShown, type Layer, readLayers } from './layers.ts';
import { readMarked } from './marked.ts';
import { readParts } from './parts.ts';
import { readPositions } from './positions.ts';
import { Draws } from './random.ts';
import { readSelections } from './selections.ts';
import { Judge, type Sum } from './sums.ts';
import { readTrends } from './trends.ts';
import { Watch } from './watch.ts';
import { workOut } from './work-out.ts';

/** Reads all that is shown of a year of which something is hidden, and works out what it tells; undefined where nothing is. */
export async function attackYear(
  client: Client,
  year: number,
  indicators: readonly IndicatorAsked[],
  others: readonly string[],
  options: AttackOptions,
): Promise<AttackReport | undefined> {
  const { catalogue, tell = () => {} } = options;
  const here = indicators.filter(({ years }) => years.includes(year));
  const watch = new Watch();
  const hiding = await hidingOf(client, year, here);
  tell(watch.step('look'));
  if (hiding.length === 0) return undefined;
  const sources = new Set(hiding.flatMap((indicator) => indicator.sources));
  const isNear = (indicator: IndicatorAsked): boolean => indicator.sources.some((source) => sources.has(source));
  const book = new Book();
  for (const { id } of here.filter(isNear)) book.add(await readLayers(client, id, year));
  tell(watch.step('layers'));
  const [ground, draws] = [new Ground(options.geography), new Draws(options.seed + year)];
  // The same program answers for every indicator: where many hide, some are asked of each question, others by another seed.
  const isDrawn = (): boolean => draws.below(Math.ceil(hiding.length / FULLY)) === 0;
  const judge = new Judge(book, catalogue.indicators);
  const additive = new Set(here.filter(isNear).flatMap(({ id, nature }) => (nature === 'PUBLISHED' ? [] : [id])));
  const sums = [...sumsOf(book, ground, additive)];
  for (const { id } of hiding.filter(({ id }) => additive.has(id))) {
    sums.push(...(await readParts(client, id, year, ground)));
    for (const reading of READINGS) {
      for (const groups of GROUPINGS) {
        if (!isDrawn()) continue;
        const filters = draws.below(2) === 0 ? [] : [{ column: { indicator: id, year }, operator: 'HAS_VALUE' }];
        const within = placeOf(book, ground, draws, id, year);
        sums.push(...(await readSubtotals(client, { indicator: id, year, reading, groups, filters, within })));
      }
    }
  }
  const selections = await readSelections(client, book, ground, { draws, count: options.lists, additive });
  tell(watch.step('sums'));
  const judged = [...sums, ...selections.sums].map((sum) => {
    return { sum, verdict: judge.judge(withGroundBefore(sum, book, ground)) };
  });
  const counts = { explained: 0, unknown: 0, unexplained: [] as string[] };
  const take = ({ asked, unexplained }: { readonly asked: number; readonly unexplained: readonly string[] }): void => {
    counts.explained += asked - unexplained.length;
    counts.unexplained.push(...unexplained);
  };
  for (const { sum, verdict } of judged) {
    if (verdict === 'EXPLAINED') counts.explained++;
    else if (verdict === 'UNKNOWN') counts.unknown++;
    else if (verdict === 'UNEXPLAINED') counts.unexplained.push(describe(sum));
  }
  const secret = book.layers.filter(({ cells }) => [...cells.values()].some(isHidden));
  for (const layer of secret) if (isDrawn()) take(await readPositions(client, layer, draws));
  for (const layer of secret) {
    const isTold = isMeasured(catalogue.indicators.get(layer.indicator)!, catalogue.measures);
    if (layer.level !== 'commune' || !isTold || !isDrawn()) continue;
    const within = placeOf(book, ground, draws, layer.indicator, year);
    const members = ground.communes('departement', within.slice('departement:'.length), layer.vintage);
    take(await readMarked(client, layer, within, members));
  }
  tell(watch.step('ranks'));
  for (const layers of alike(secret)) take(await readFile(client, layers));
  for (const layer of book.layers.filter(({ indicator }) => hiding.some(({ id }) => id === indicator))) {
    if (!isDrawn()) continue;
    const communes = book.layer(layer.indicator, year, 'commune', layer.reading);
    if (communes) take(await readTrends(client, layer, communes.cells, draws));
  }
  tell(watch.step('order'));
  const worked = workOut(
    year,
    {
      ...{ book, ground, identities: catalogue.identities },
      plain: new Map(
        [...additive].flatMap((id) => {
          const { formula } = catalogue.indicators.get(id)!;
          const measure = 'measure' in formula ? catalogue.measures.get(formula.measure) : undefined;
          return measure && isAdditive(measure.nature) ? [[id, measure] as const] : [];
        }),
      ),
      combined: [...additive].flatMap((id) => {
        const indicator = catalogue.indicators.get(id)!;
        return 'sum' in indicator.formula ? [indicator] : [];
      }),
      knowledge: await knowledgeOf(client, book, year, additive, options),
      sums: judged.flatMap(({ sum, verdict }) => (verdict === 'EQUATION' && !sum.of ? [sum] : [])),
    },
    await openSolver(),
  );
  tell(watch.step('solve'));
  const toldBefore = await countTold(client, book, others, hiding, year);
  tell(
    `${year}: ${hiding.length} indicators that hide, ${worked.hidden} hidden figures that add up, ${worked.equations} equations; ${worked.exact.length} found, ${worked.narrowed} narrowed; ${counts.explained} other answers are explained, ${counts.unexplained.length} are not`,
  );
  return { asked: 0, ...worked, ...counts, withheld: selections.withheld, toldBefore };
}

/** Indicators up to which everything is asked. */
const FULLY = 8;

const GROUPINGS = [{ by: 'EPCI' }, { by: 'DEPARTEMENT' }, { by: 'REGION' }, { strata: true }] as const;

/** A département that holds a commune of which the indicator is hidden. */
function placeOf(book: Book, ground: Ground, draws: Draws, indicator: string, year: number): string {
  const cells = book.layer(indicator, year, 'commune', 'CONSTANT')?.cells ?? new Map();
  const membership = ground.geography.membership(ground.geography.reference);
  const hidden = [...cells].flatMap(([code, cell]) =>
    isHidden(cell) ? (membership.get(code)?.departement ?? []) : [],
  );
  return `departement:${draws.one(hidden.length > 0 ? hidden : [...ground.all('departement', ground.geography.reference).keys()])}`;
}

/** Columns of one file. */
const COLUMNS = 12;

/** Layers of the same rows, some at a time. */
function alike(layers: readonly Layer[]): readonly (readonly Layer[])[] {
  const groups = new Map<string, Layer[]>();
  for (const layer of layers) {
    const key = `${layer.level} ${layer.reading} ${layer.vintage}`;
    groups.set(key, [...(groups.get(key) ?? []), layer]);
  }
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / COLUMNS) }, (_, part) =>
      group.slice(part * COLUMNS, (part + 1) * COLUMNS),
    ),
  );
}

/** Indicators of which something is hidden, at any level. */
async function hidingOf(
  client: Client,
  year: number,
  indicators: readonly IndicatorAsked[],
): Promise<readonly IndicatorAsked[]> {
  const hiding: IndicatorAsked[] = [];
  for (const indicator of indicators) {
    for (const level of ['commune', 'epci', 'departement'] as const) {
      if (!(await hidesAt(client, indicator.id, year, level))) continue;
      hiding.push(indicator);
      break;
    }
  }
  return hiding;
}

/** A sum in constant geography, with the communes of the vintage of its figures that have its ground. */
function withGroundBefore(sum: Sum, book: Book, ground: Ground): Sum {
  const { indicator, year, reading, communes } = sum;
  const published = book.layer(indicator, year, 'commune', 'PUBLISHED')?.vintage;
  if (reading !== 'CONSTANT' || published === undefined) return sum;
  return { ...sum, before: ground.before(communes, ground.geography.reference, published) };
}

/** Figures above communes that are said to be computed. */
function* sumsOf(book: Book, ground: Ground, additive: ReadonlySet<string>): Generator<Sum> {
  for (const { indicator, year, level, reading, vintage, cells } of book.layers) {
    if (level === 'commune' || !additive.has(indicator)) continue;
    if (book.layer(indicator, year, 'commune', reading)?.vintage !== vintage) continue;
    for (const [code, told] of cells) {
      if (told.state !== 'COMPUTED') continue;
      const communes = ground.communes(level, code, vintage);
      const parts = ground.below(level, communes, vintage);
      yield { indicator, year, reading, communes, told, parts, of: { level, code }, from: `${level} ${code}` };
    }
  }
}

async function knowledgeOf(
  client: Client,
  book: Book,
  year: number,
  additive: ReadonlySet<string>,
  { catalogue, sources }: AttackOptions,
): Promise<(measure: string) => Knowledge> {
  const known = new Map<string, Knowledge>();
  for (const id of additive) {
    const { formula } = catalogue.indicators.get(id)!;
    const layer: Layer | undefined = book.layer(id, year, 'commune', 'PUBLISHED');
    if ('measure' in formula && layer)
      known.set(formula.measure, await readKnowledge(client, layer, formula.measure, sources));
  }
  return (measure) => known.get(measure) ?? { rounding: undefined };
}

/** Figures hidden now that an earlier publication, which can still be read, shows. */
async function countTold(
  client: Client,
  book: Book,
  others: readonly string[],
  hiding: readonly IndicatorAsked[],
  year: number,
): Promise<number> {
  let told = 0;
  for (const publication of others) {
    for (const { id } of hiding) {
      for (const layer of await earlier(client, id, year, publication)) {
        const now = book.layer(id, year, layer.level, layer.reading);
        if (now?.vintage !== layer.vintage) continue;
        for (const [code, cell] of now.cells) {
          const before = layer.cells.get(code);
          if (isHidden(cell) && before && isShown(before)) told++;
        }
      }
    }
  }
  return told;
}

/** A publication without that indicator or year tells nothing. */
async function earlier(client: Client, id: string, year: number, publication: string): Promise<readonly Layer[]> {
  try {
    return await readLayers(client, id, year, publication);
  } catch (error) {
    if (error instanceof Error && /^(L’indicateur|L’année|La publication|L’indicateur)/.test(error.message)) return [];
    throw error;
  }
}

function describe({ indicator, year, reading, told, communes, from }: Sum): string {
  return `${from} (${reading}): ${indicator} ${year} is ${told.value} over ${communes.length} communes, which is not what is shown of them`;
}
