import type { Catalogue } from './catalogue.ts';
import type { CatalogueFile, CheckedFile } from './catalogue-file.ts';
import { measuresOf } from './formula.ts';
import { formulaProblems } from './formula-problems.ts';
import { type Identity, identitiesByDimension, identityProblems } from './identity.ts';
import type { Indicator, Theme } from './indicator.ts';
import type { Measure, Population } from './measure.ts';
import { measureProblems } from './measure-problems.ts';
import { type Notion, notionProblems } from './notion.ts';
import { shareProblems } from './part-problems.ts';
import { Parts } from './parts.ts';
import { unitProblems } from './unit-problems.ts';

/** What is wrong in a catalogue: the file, the path of keys and places in it, the id of what is wrong, and a French text without final stop. */
export interface CatalogueProblem {
  readonly file: string;
  readonly path: readonly PropertyKey[];
  readonly id: string;
  readonly problem: string;
}

export interface CataloguePart extends Partial<Pick<CheckedFile, 'places' | 'setAside' | 'halves'>> {
  readonly name: string;
  readonly file: CatalogueFile;
  /** Whether it comes with Boussole: others add to it and change nothing of it. */
  readonly builtIn?: boolean;
  /** Whether it could not be read at all: what others read and nobody defines may be there. */
  readonly unreadable?: boolean;
}

/** A catalogue while its files are put together: measures of all, then what links them, then indicators. */
export class CatalogueDraft {
  readonly problems: CatalogueProblem[] = [];
  readonly #themes = new Map<string, Theme>();
  readonly #populations = new Map<string, Population>();
  readonly #measures = new Map<string, Measure>();
  readonly #indicators = new Map<string, Indicator>();
  readonly #notions = new Map<string, Notion>();
  readonly #identities: Identity[] = [];
  readonly #origins = new Map<object, CataloguePart>();
  readonly #setAside: Set<string>;
  readonly #isUnreadable: boolean;
  #parts: Parts | undefined;

  constructor(files: readonly CataloguePart[]) {
    this.#setAside = new Set(files.flatMap(({ setAside = [] }) => setAside));
    this.#isUnreadable = files.some(({ unreadable }) => unreadable);
  }

  takeMeasures(part: CataloguePart): void {
    const { theme } = part.file;
    if (theme) this.#define(this.#themes, 'le thème', part, theme, ['theme']);
    for (const [population, path] of itemsOf(part, 'populations')) {
      this.#define(this.#populations, 'la population', part, population, path);
    }
    for (const [measure, path] of itemsOf(part, 'measures')) {
      if (this.#tell(part, path, measure.id, measureProblems(measure))) this.#setAside.add(measure.id);
      else this.#define(this.#measures, 'la mesure', part, measure, path);
    }
  }

  takeLinks(part: CataloguePart): void {
    const measures = this.#measures;
    for (const [{ id, partOf = [] }, path] of itemsOf(part, 'measures')) {
      const missing = partOf.filter((whole) => !measures.has(whole) && !this.#isLost(whole));
      const problems = missing.map((whole) => `la mesure « ${whole} » n’existe pas`);
      this.#tell(part, [...path, 'partOf'], id, problems);
    }
    for (const [identity, path] of itemsOf(part, 'identities')) {
      if ([identity.total, ...identity.parts].some((id) => this.#isLost(id))) continue;
      const isWrong = this.#tell(part, path, identity.total, identityProblems(identity, measures));
      if (!isWrong) this.#identities.push(identity);
    }
    for (const [notion, path] of itemsOf(part, 'notions')) {
      if (notion.kinds.some((kind) => kind.measures.some((id) => this.#isLost(id)))) continue;
      const isWrong = this.#tell(part, path, notion.id, notionProblems(notion, measures));
      if (!isWrong) this.#define(this.#notions, 'la notion', part, notion, path);
    }
  }

  takeIndicators(part: CataloguePart): void {
    for (const [{ theme = part.file.theme?.id, ...rest }, path] of itemsOf(part, 'indicators')) {
      const isPlaced = this.#checkTheme(part, path, rest.id, theme);
      const isRight = this.#checkFormula(part, path, rest);
      if (!isPlaced || !isRight || !theme) continue;
      this.#define(this.#indicators, 'l’indicateur', part, { ...rest, theme }, path);
    }
    for (const { index, id, theme = part.file.theme?.id, formula, unit } of part.halves ?? []) {
      const path = ['indicators', index];
      if (theme !== undefined) this.#checkTheme(part, path, id, theme);
      if (formula) this.#checkFormula(part, path, { id, formula, unit });
      const first = this.#indicators.get(id);
      if (first) this.#refuseTwice('l’indicateur', part, first, path);
    }
  }

  toCatalogue(): Catalogue {
    return {
      themes: [...this.#themes.values()].sort(
        (left, right) => left.order - right.order || left.id.localeCompare(right.id),
      ),
      measures: this.#measures,
      indicators: this.#indicators,
      identities: [...this.#identities, ...identitiesByDimension(this.#measures.values())],
      notions: [...this.#notions.values()],
    };
  }

  #checkTheme(part: CataloguePart, path: Path, id: string, theme: string | undefined): boolean {
    if (theme !== undefined && this.#themes.has(theme)) return true;
    if (theme !== undefined && this.#mayBeLost(theme)) return false;
    const known = `ceux qui existent : ${[...this.#themes.keys()].sort().join(', ')}`;
    const isOwn = theme !== part.file.theme?.id;
    this.#tell(part, isOwn ? [...path, 'theme'] : path, id, [
      theme ? `le thème « ${theme} » n’existe pas ; ${known}` : `il manque son thème (theme) ; ${known}`,
    ]);
    return false;
  }

  #checkFormula(part: CataloguePart, path: Path, indicator: Judged): boolean {
    const { id, formula, unit, classes } = indicator;
    if (measuresOf(formula).some((measure) => this.#isLost(measure))) return false;
    const [measures, populations] = [this.#measures, this.#populations];
    this.#parts ??= new Parts(measures, this.#identities);
    const tell = (key: keyof Indicator, problems: readonly string[]): boolean =>
      this.#tell(part, [...path, key], id, problems);
    if (tell('formula', formulaProblems(formula, measures, populations, this.#identities, this.#parts))) return false;
    const wrongUnit = unit !== undefined && tell('unit', unitProblems({ formula, unit }, measures));
    const wrongClasses = tell('classes', classProblems({ formula, classes }, measures));
    const isShare = 'numerator' in formula && unit === 'percent' && !wrongUnit;
    if (isShare && tell('formula', shareProblems(formula, measures, populations, this.#parts))) return false;
    if (isShare) this.#parts.learn(formula);
    return !wrongUnit && !wrongClasses;
  }

  /** Whether nobody defines a measure, or a theme, that may be among what was set aside. */
  #isLost(id: string): boolean {
    return !this.#measures.has(id) && this.#mayBeLost(id);
  }

  #mayBeLost(id: string): boolean {
    return this.#isUnreadable || this.#setAside.has(id);
  }

  #define<T extends { readonly id: string }>(
    into: Map<string, T>,
    kind: string,
    part: CataloguePart,
    item: T,
    path: Path,
  ): void {
    const first = into.get(item.id);
    if (first) this.#refuseTwice(kind, part, first, path);
    else {
      into.set(item.id, item);
      this.#origins.set(item, part);
    }
  }

  #refuseTwice(kind: string, part: CataloguePart, first: { readonly id: string }, path: Path): void {
    this.#tell(part, [...path, 'id'], first.id, [twice(kind, first.id, this.#origins.get(first), part)]);
  }

  #tell(part: CataloguePart, path: Path, id: string, problems: readonly string[]): boolean {
    this.problems.push(...problems.map((problem) => ({ file: part.name, path, id, problem })));
    return problems.length > 0;
  }
}

type Path = readonly PropertyKey[];

/** What is judged of an indicator, which may lack the rest. */
type Judged = Pick<Indicator, 'id' | 'formula'> & Partial<Pick<Indicator, 'unit' | 'classes'>>;

function twice(kind: string, id: string, first: CataloguePart | undefined, again: CataloguePart): string {
  if (!first?.builtIn) {
    return `${kind} « ${id} » est déjà dans ${first === again ? 'ce fichier' : first?.name} : gardez-en un`;
  }
  if (kind === 'le thème') {
    return `${kind} « ${id} » existe déjà dans le catalogue fourni ; retirez « theme » du fichier et écrivez « theme: ${id} » dans chaque indicateur`;
  }
  return `${kind} « ${id} » existe déjà dans le catalogue fourni (${first.name}) ; choisissez un autre code`;
}

/** Classes are those of what a source publishes as such, each told once. */
function classProblems(
  { classes, formula }: Pick<Indicator, 'classes' | 'formula'>,
  measures: ReadonlyMap<string, Measure>,
): readonly string[] {
  if (!classes) return [];
  const isPublished = 'measure' in formula && measures.get(formula.measure)?.nature === 'published';
  const values = classes.map(({ value }) => value);
  return [
    ...(isPublished
      ? []
      : ['des classes (classes) ne se calculent pas : il faut une seule mesure, « nature: published »']),
    ...(values.every((value, index) => index === 0 || value > values[index - 1]!)
      ? []
      : ['les valeurs des classes (classes) doivent croître']),
  ];
}

/** Items of a list of a file, each with its path in what was written. */
function itemsOf<K extends Exclude<keyof CatalogueFile, 'theme'>>(
  { file, places = {} }: CataloguePart,
  list: K,
): readonly (readonly [CatalogueFile[K][number], Path])[] {
  const items: readonly CatalogueFile[K][number][] = file[list];
  return items.map((item, index) => [item, [list, places[list]?.[index] ?? index]]);
}
