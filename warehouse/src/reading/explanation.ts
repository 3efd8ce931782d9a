import {
  type CellState,
  type Coverage,
  type Indicator,
  isAdditive,
  measuresOf,
  type Reading,
  type Vintage,
} from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Territory } from '../territories/territory.ts';
import { distinctNames, enumerate, ofName } from '../territories/wording.ts';
import type { CellMethod, SecretFigure, SetAside, SummedFigures, UnevenParts } from './cell-answers.ts';
import { isOfficial } from './columns.ts';
import { coveredPercent } from './covered-percent.ts';
import { derivationSentence } from './derivation.ts';
import type { Origin } from './origins.ts';
import { roundTo } from './round-to.ts';
import { decimalsOfFigure, type RoundedFigure } from './rounding.ts';
import type { PublishedTerms, StoredCell } from './stored-cell.ts';
import type { WithoutFigure } from './without-figure.ts';

/** What the sentence is made of. */
interface Facts {
  readonly cube: OpenCube;
  readonly indicator: Indicator;
  readonly territory: Territory;
  readonly stored: StoredCell | undefined;
  readonly state: CellState;
  readonly method: CellMethod;
  readonly coverage: Coverage | undefined;
  readonly origins: readonly Origin[];
  readonly secret: SecretFigure | undefined;
  readonly published: PublishedTerms;
  /** Undefined where it is no sum of published figures. */
  readonly summed: SummedFigures | undefined;
  /** Undefined where nothing that it is made of is rounded. */
  readonly rounded: RoundedFigure | undefined;
  /** Undefined where one of its communes has a figure, or none hides any. */
  readonly without: WithoutFigure | undefined;
  /** Communes that merged into it and have no figure, where another has. */
  readonly absent: readonly string[];
  readonly uneven: UnevenParts | undefined;
  readonly aside: readonly SetAside[];
  readonly reading: Reading;
  /** The reference vintage, where the communes counted are those of another on the same ground. */
  readonly sameGroundAs: Vintage | undefined;
  /** Years in which the territory has a figure, ascending. */
  readonly years: readonly number[];
}

/** Says in French how a figure was obtained, or why there is none. */
export function sentenceOf(facts: Facts): string {
  const { state, method } = facts;
  if (method === 'SOURCE') return published(facts);
  if (method === 'RATIO') return `${ratio(facts)}${upTo(facts)}`;
  if (method === 'SUM') return `${sum(facts)}${upTo(facts)}`;
  if (method === 'DERIVED') return `${derived(facts)}${upTo(facts)}`;
  if (method === 'APPORTIONED') {
    return `Estimation : une commune dont une partie forme aujourd’hui ${facts.territory.name} a été partagée selon la population, dans le périmètre du 1er janvier ${facts.stored!.vintage}.`;
  }
  return WHY_NONE[state](facts);
}

const WHY_NONE: Readonly<Record<CellState, (facts: Facts) => string>> = {
  NOT_AVAILABLE: ({ cube, indicator, territory, coverage, origins, without, absent, uneven, aside, years }) =>
    ended(cube, territory) ??
    (without && origins.length === 0 ? `${noneOf(without, territory)}${elsewhen(years)}` : undefined) ??
    (uneven
      ? `Les chiffres dont il est fait ne réunissent pas les mêmes ${uneven.name ?? 'parties'} de ${territory.name} (${enumerate(uneven.counts.map(String))} des ${uneven.total}, les autres étant masqués) : leur rapport n’est pas montré.`
      : undefined) ??
    (absent.length > 0
      ? `Parmi les communes réunies dans ${territory.name}, ${enumerate(absent)} ${absent.length > 1 ? 'n’ont' : 'n’a'} pas de chiffre cette année-là : leur somme n’est pas montrée. Ce n’est pas un zéro.${elsewhen(years)}`
      : undefined) ??
    (coverage && coverage.communes > 0
      ? `Les chiffres de ${communes(coverage)} ne suffisent pas à décrire ${territory.name} : leur somme n’est pas montrée.`
      : (givesNone(indicator, territory, origins, years) ??
        (aside.length > 0
          ? `Aucun chiffre de « ${indicator.label.fr} » n’a été retenu pour ${territory.name} cette année-là : ${setAside(aside)}. Ce n’est pas un zéro.${elsewhen(years)}`
          : `Aucune source chargée ne donne « ${indicator.label.fr} » pour ${territory.name} cette année-là. Ce n’est pas un zéro.${elsewhen(years)}`))),
  SECRET: ({ secret, territory, without }) =>
    secret?.parts
      ? tooFewParts(secret, secret.parts, territory)
      : secret || territory.level === 'commune' || !without
        ? `Chiffre masqué au titre du secret statistique, ${hiddenBy(secret)}. Ce n’est pas un zéro.`
        : noneOf(without, territory),
  SECRET_SECONDARY: () => 'Chiffre masqué pour qu’un autre, secret, ne puisse pas être retrouvé par soustraction.',
  NOT_APPLICABLE: ({ territory, stored }) =>
    stored?.num != null && stored.den === 0
      ? `Cet indicateur ne s’applique pas à ${territory.name} : son dénominateur y est nul (${new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 2 }).format(stored.num)} / 0).`
      : `Cet indicateur ne s’applique pas à ${territory.name}.`,
  NOT_AGGREGABLE: notAggregable,
  RESTRICTED: ({ territory }) =>
    `Chiffre sous convention : aucun droit de lecture en cours ne couvre ${territory.name}. Demandez-le à l’administrateur de ce serveur.`,
  PUBLISHED: () => '',
  COMPUTED: () => '',
  ESTIMATED: () => '',
};

/** Of the communes of a territory, how many hide their figure and how many have none. */
function noneOf({ hidden, missing }: WithoutFigure, { name }: Territory): string {
  if (missing === 0) {
    return `Les chiffres de toutes les communes ${ofName(name)} sont masqués au titre du secret statistique. Leur somme n’est pas un zéro.`;
  }
  const number = new Intl.NumberFormat('fr-FR');
  const masked = `${number.format(hidden)} ${hidden > 1 ? 'sont masquées' : 'est masquée'} au titre du secret statistique`;
  return `Des ${number.format(hidden + missing)} communes ${ofName(name)}, ${masked} et ${number.format(missing)} ${missing > 1 ? 'n’ont' : 'n’a'} pas de chiffre : il n’y a rien à additionner. Ce n’est pas un zéro.`;
}

/** Who hid a figure: its producer, the threshold that its dataset declares, or one of the two. */
function hiddenBy(secret: SecretFigure | undefined): string {
  const producer = `par ${secret?.source.producer ?? 'la source'}`;
  const rule = secret?.source.secrecy;
  if (!rule) return producer;
  const threshold = secret.isCount
    ? `parce que l’effectif est en dessous du seuil de ce jeu de données, ${rule.threshold}`
    : 'par une règle de ce jeu de données : ce montant vient de trop peu de contributeurs, ou d’un seul pour l’essentiel';
  return rule.below ? threshold : `${producer}, ou ${threshold}`;
}

/** A source that names the territory and gives it no figure: what it does not cover, or does not know. */
function givesNone(
  { label }: Indicator,
  { name }: Territory,
  origins: readonly Origin[],
  years: readonly number[],
): string | undefined {
  const empty = origins.find(({ state, line }) => state === 'NOT_AVAILABLE' && line > 0);
  if (!empty) return undefined;
  const { source, file } = empty.input;
  return `${source.producer} ne donne pas « ${label.fr} » pour ${name} cette année-là : ligne ${empty.line} de ${file.name}, sans chiffre. Ce n’est pas un zéro.${elsewhen(years)}`;
}

/** Rows that contradict one another, or that could not be read, may be those of the territory. */
function setAside(aside: readonly SetAside[]): string {
  const number = new Intl.NumberFormat('fr-FR');
  const files = aside.map(({ file, rows }) => `${number.format(rows)} ligne${rows > 1 ? 's' : ''} de ${file}`);
  return `${enumerate(files)} ${aside.length > 1 || aside[0]!.rows > 1 ? 'ont été mises' : 'a été mise'} de côté (quarantaine de la page Données), les siennes peut-être, ou le fichier ne le nomme pas`;
}

/** Whose rules leave a commune without a figure: the source hides some of its parts, and we give no sum of so few of the others. */
function tooFewParts(
  { source }: SecretFigure,
  { known, total }: NonNullable<SecretFigure['parts']>,
  { name }: Territory,
): string {
  const number = new Intl.NumberFormat('fr-FR');
  const share = new Intl.NumberFormat('fr-FR', { style: 'percent', maximumFractionDigits: 1 });
  const floor = source.parts ? ` : il en faut au moins ${share.format(source.parts.atLeast)}` : '';
  return `Chiffre non montré : ${source.producer} masque ${number.format(total - known)} des ${number.format(total)} ${source.parts?.name ?? 'parties'} de ${name} au titre du secret statistique, et Boussole ne donne pas la somme des autres${floor}. Ce n’est pas un zéro.`;
}

function elsewhen(years: readonly number[]): string {
  return years.length === 0 ? '' : ` Il y en a un pour ${enumerate(toSpans(years))}.`;
}

/** `2016`, `2018 à 2023`: years that follow each other are told by the first and the last. */
function toSpans(years: readonly number[]): readonly string[] {
  const spans: [number, number][] = [];
  for (const year of years) {
    const last = spans.at(-1);
    if (last && last[1] === year - 1) last[1] = year;
    else spans.push([year, year]);
  }
  return spans.map(([first, last]) => (first === last ? String(first) : `${first} à ${last}`));
}

/** Says where the figures of a territory that no longer exists went; undefined while it exists. */
function ended(cube: OpenCube, territory: Territory): string | undefined {
  const { validTo } = territory;
  if (validTo === undefined) return undefined;
  const day = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' })
    .format(new Date(validTo))
    .replace(/^1 /, '1er ');
  const [own, ...successors] = distinctNames([territory, ...cube.geography.successors(territory.id)]);
  const where = successors.length > 0 ? ` : ses chiffres sont dans ceux de ${successors.join(', ')}` : '';
  return `${own} n’existe plus depuis le ${day}${where}.`;
}

function notAggregable({ cube, indicator, territory, origins, reading, years }: Facts): string {
  const additive = measuresOf(indicator.formula).every((id) => isAdditive(cube.measures.get(id)!.nature));
  const changed = reading === 'CONSTANT' && (territory.level === 'commune' || origins.length > 0);
  if (!additive && changed) {
    return `« ${indicator.label.fr} » ne se recalcule pas quand le périmètre change : ${territory.name} n’avait pas, cette année-là, celui du 1er janvier ${cube.geography.reference}. Lisez la géographie publiée.`;
  }
  return `« ${indicator.label.fr} » ne s’additionne ni ne se moyenne : il faut un chiffre publié pour ${territory.name}, et aucune source chargée n’en donne pour cette année-là.${elsewhen(years)}`;
}

function published({ territory, stored, origins, rounded }: Facts): string {
  const [origin] = origins;
  const producer = origin?.input.source.producer ?? 'la source';
  const place = origin && origin.line > 0 ? `, ligne ${origin.line} de ${origin.input.file.name}` : '';
  return `Chiffre publié par ${producer} pour ${territory.name}${place}, dans le périmètre du 1er janvier ${stored!.vintage}.${asRounded(origin, rounded)}`;
}

/** Who rounded a published figure, and between what the true one is. */
function asRounded(origin: Origin | undefined, rounded: RoundedFigure | undefined): string {
  if (!rounded?.bounds) return '';
  const number = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 2 });
  const { low, high } = rounded.bounds;
  const who = origin?.input.source.roundsHere
    ? 'Boussole l’a arrondi, comme le demande le descripteur de la source'
    : 'La source l’a arrondi';
  return ` ${who} : le vrai est entre ${number.format(low)} et ${number.format(high)}.`;
}

function derived({ territory, stored, origins }: Facts): string {
  const { derived: made, input } = origins[0]!;
  const ground = `dans le périmètre du 1er janvier ${stored!.vintage}`;
  return `${derivationSentence(made!, territory.name, input.file.name)}, ${ground}.`;
}

function sum(facts: Facts): string {
  const { cube, indicator, territory, coverage, origins, summed } = facts;
  const ground = groundOf(facts);
  if (summed)
    return `Somme des chiffres publiés pour ${partsBelow(summed)}${orBelow(summed)}, soit ${communes(coverage)}, ${ground}.`;
  const communesBehind = new Set(origins.map(({ code }) => code)).size;
  if (territory.level === 'commune' && communesBehind < 2) return `${operation(cube, indicator)}, ${ground}.`;
  if (territory.level === 'commune') {
    return `Somme des ${communesBehind} communes réunies dans ${territory.name}, ${ground}.`;
  }
  if (isOfficial(territory.level) && !coverage && !('measure' in indicator.formula)) {
    return `${operation(cube, indicator)}, d’après les chiffres publiés pour ${territory.name}, ${ground}.`;
  }
  if (territory.level === 'groupe')
    return `Somme des chiffres de ${communes(coverage)} du groupe « ${territory.name} », ${ground}.`;
  return `Somme des chiffres de ${communes(coverage)}, ${ground}.`;
}

/** The perimeter of a figure; in constant geography, the communes that it counts where they are those of another vintage. */
function groundOf({ stored, sameGroundAs }: Facts): string {
  const { vintage } = stored!;
  return sameGroundAs !== undefined
    ? `dans les communes du 1er janvier ${vintage}, sur le même terrain que celui du 1er janvier ${sameGroundAs}`
    : `dans le périmètre du 1er janvier ${vintage}`;
}

/** What a sum adds and subtracts, in words: `Naissances − Décès`. */
function operation(cube: OpenCube, { formula }: Indicator): string {
  const label = (id: string): string => cube.measures.get(id)?.label.fr ?? id;
  const { sum: added, minus } = 'sum' in formula ? formula : { sum: measuresOf(formula), minus: [] };
  return [added.map(label).join(' + '), ...minus.map(label)].join(' − ');
}

function ratio(facts: Facts): string {
  const { indicator, stored, published: isGiven, rounded } = facts;
  const { formula } = indicator;
  const scale = 'scale' in formula && formula.scale !== 1 ? ` × ${formula.scale}` : '';
  const number = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 2 });
  const term = (key: keyof PublishedTerms, value: number): string => {
    const decimals = isGiven[key] ? 0 : (rounded?.terms?.[key] ?? 0);
    return decimals < 0 ? `environ ${number.format(roundTo(value, decimals))}` : number.format(value);
  };
  return `Rapport recalculé : ${term('numerator', stored!.num!)} / ${term('denominator', stored!.den!)}${scale}${over(facts)}, ${groundOf(facts)}.`;
}

/** How far a figure that is made of rounded ones may be read; nothing where it keeps its units. */
function upTo({ indicator, rounded }: Facts): string {
  const decimals = rounded ? decimalsOfFigure(indicator, rounded) : 0;
  return decimals < 0
    ? ` La source arrondit ses chiffres : celui-ci ne se lit qu’${TO_THE[-decimals] ?? TO_THE.at(-1)} près.`
    : '';
}

const TO_THE = [
  'à l’unité',
  'à la dizaine',
  'à la centaine',
  'au millier',
  'à la dizaine de milliers',
  'à la centaine de milliers',
];

/** Of what a ratio is made: what sources publish for the territory, or its communes. */
function over({ territory, coverage, published, summed }: Facts): string {
  if (summed) return overParts(summed, coverage);
  const { numerator, denominator } = published;
  if (numerator && denominator) return `, d’après les chiffres publiés pour ${territory.name}`;
  if (!coverage) return '';
  if (!numerator && !denominator) return `, sur ${communes(coverage)} ayant les deux chiffres`;
  const [given, other] = numerator ? ['numérateur', 'dénominateur'] : ['dénominateur', 'numérateur'];
  return `, ${given} publié pour ${territory.name} et ${other} additionné sur ${communes(coverage)}`;
}

function overParts(summed: SummedFigures, coverage: Coverage | undefined): string {
  const { terms } = summed;
  const parts = `${partsBelow(summed)}${orBelow(summed)}, soit ${communes(coverage)}`;
  if (terms.numerator && terms.denominator) return `, sommes des chiffres publiés pour ${parts}`;
  const [given, other] = terms.numerator ? ['numérateur', 'dénominateur'] : ['dénominateur', 'numérateur'];
  return terms.numerator || terms.denominator
    ? `, ${given} additionné sur les chiffres publiés pour ${parts}, et ${other} sur ces communes`
    : `, d’après les chiffres publiés pour ${parts}`;
}

/** A région without a figure may be the sum of its départements. */
function orBelow({ level }: SummedFigures): string {
  return level === 'region' ? ' (ou pour tous leurs départements)' : '';
}

/** `ses 12 départements`, `99 départements sur 101`. */
function partsBelow({ level, figures, figuresTotal }: SummedFigures): string {
  const noun = level === 'region' ? 'région' : 'département';
  if (figures < figuresTotal) return `${figures} ${noun}${figures > 1 ? 's' : ''} sur ${figuresTotal}`;
  return figures === 1 ? `${level === 'region' ? 'sa' : 'son'} ${noun}` : `ses ${figures} ${noun}s`;
}

function communes(coverage: Coverage | undefined): string {
  if (!coverage) return 'toutes les communes';
  const number = new Intl.NumberFormat('fr-FR');
  if (coverage.communes === coverage.communesTotal) {
    return coverage.communes === 1 ? 'la commune' : `ses ${number.format(coverage.communes)} communes`;
  }
  const share =
    coverage.population === undefined
      ? ''
      : ` (${new Intl.NumberFormat('fr-FR', { style: 'percent', maximumFractionDigits: 1 }).format(coveredPercent(coverage.population) / 100)} de la population)`;
  const known = `${number.format(coverage.communes)} ${coverage.communes > 1 ? 'communes' : 'commune'}`;
  return `${known} sur ${number.format(coverage.communesTotal)}${share}`;
}
