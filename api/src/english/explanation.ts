import { type CellState, type Coverage, hasValue } from '@boussole/schema';
import { coveredPercent, type Derivation, type ExplainedCell, roundTo, type SummedFigures } from '@boussole/warehouse';

const number = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });

/** Says how a figure was obtained, or why there is none, from what its explanation holds. */
export function explainInEnglish(cell: ExplainedCell): string {
  if (!hasValue(cell.state)) return WHY_NONE[cell.state](cell);
  return `${HOW[cell.method](cell)}${groundOf(cell)}.${cell.method === 'SOURCE' ? asRounded(cell) : upTo(cell)}`;
}

function groundOf({ vintage, sameGroundAs }: ExplainedCell): string {
  if (vintage === undefined) return '';
  return sameGroundAs !== undefined
    ? `, over the communes of 1 January ${vintage}, on the same ground as on 1 January ${sameGroundAs}`
    : `, in the perimeter of 1 January ${vintage}`;
}

/** Who rounded a published figure, and between what the true one is. */
function asRounded({ interval, inputs: [input] }: ExplainedCell): string {
  if (!interval) return '';
  const who = input?.source.roundsHere
    ? 'Boussole rounded it, as the descriptor of the source asks'
    : 'Its source rounded it';
  return ` ${who}: the true one is between ${number.format(interval.low)} and ${number.format(interval.high)}.`;
}

/** How far a figure that is made of rounded ones may be read. */
function upTo({ interval }: ExplainedCell): string {
  if (!interval || interval.decimals >= 0) return '';
  return ` Its source rounds figures: this one is only known to the nearest ${number.format(10 ** -interval.decimals)}.`;
}

/** A term of a ratio, as far as it is known. */
function term({ value, decimals }: ExplainedCell['parts'][number]): string {
  if (decimals === undefined || decimals >= 0) return number.format(value!);
  return `about ${number.format(roundTo(value!, decimals))}`;
}

const HOW: Readonly<Record<ExplainedCell['method'], (cell: ExplainedCell) => string>> = {
  SOURCE: ({ territory, inputs: [input] }) => {
    const line = input?.line === undefined ? '' : `, line ${input.line} of ${input.file}`;
    return `Figure published by ${input?.source.producer ?? 'its source'} for ${territory.name}${line}`;
  },
  SUM: ({ territory, coverage, summed }) =>
    summed && coverage
      ? `Sum of the figures published for ${partsBelow(summed)}, that is ${communes(coverage)} of ${territory.name}`
      : coverage
        ? `Sum of the figures of ${communes(coverage)} of ${territory.name}`
        : 'Sum of the figures behind it',
  RATIO: ({ territory, indicator, parts: [above, below], coverage, summed }) => {
    const quotient =
      above?.value === undefined || below?.value === undefined
        ? 'Ratio computed again'
        : `Ratio computed again: ${term(above)} / ${term(below)}${scaled(indicator)}`;
    if (summed && coverage) return `${quotient}${overParts(summed, communes(coverage))}`;
    const isGiven = [above?.state, below?.state].map((state) => territory.level !== 'commune' && state === 'PUBLISHED');
    if (isGiven.every(Boolean)) return `${quotient}, of the figures published for ${territory.name}`;
    if (!coverage) return quotient;
    if (!isGiven.some(Boolean)) return `${quotient}, over ${communes(coverage)} that have both figures`;
    const [given, other] = isGiven[0] ? ['numerator', 'denominator'] : ['denominator', 'numerator'];
    return `${quotient}, ${given} published for ${territory.name} and ${other} added up over ${communes(coverage)}`;
  },
  APPORTIONED: ({ territory }) =>
    `Estimate: a commune of which a part is now ${territory.name} was shared out by population`,
  DERIVED: ({ territory, derivation, inputs: [input] }) => {
    const file = input?.file ?? 'the source';
    return derivation
      ? derived(derivation, territory.name, file)
      : `Made of finer figures that ${file} gives for ${territory.name}`;
  },
  NONE: ({ territory }) => `Figure of ${territory.name}`,
};

type Reason = (cell: ExplainedCell) => string;
const WHY_NONE: Readonly<Record<CellState, Reason>> = {
  NOT_AVAILABLE: ({ indicator, territory, coverage, without, absent, uneven, aside, inputs }) => {
    const empty = inputs.find(({ line }) => line !== undefined);
    if (territory.validTo !== undefined)
      return `${territory.name} no longer exists since ${territory.validTo}: see its successors.`;
    if (without && inputs.length === 0) return noneOf(without, territory.name);
    if (uneven)
      return `The figures it is made of do not add up the same ${uneven.name ?? 'parts'} of ${territory.name} (${uneven.counts.join(' and ')} of the ${uneven.total}, the others being hidden): their ratio is not shown.`;
    if (absent.length > 0)
      return `Of the communes that merged into ${territory.name}, ${absent.join(', ')} ${absent.length > 1 ? 'have' : 'has'} no figure in that year: their sum is not shown. This is not a zero.`;
    return coverage && coverage.communes > 0
      ? `The figures of ${communes(coverage)} are too few to describe ${territory.name}: their sum is not shown.`
      : empty
        ? `${empty.source.producer} does not give “${indicator.label.en}” for ${territory.name} in that year: line ${empty.line} of ${empty.file} has no figure. This is not a zero.`
        : aside.length > 0
          ? `No figure of “${indicator.label.en}” was kept for ${territory.name} in that year: ${aside.map(({ file, rows }) => `${number.format(rows)} rows of ${file}`).join(' and ')} were set aside (quarantine of the page Data), its own perhaps, or the file does not name it. This is not a zero.`
          : `No loaded source gives “${indicator.label.en}” for ${territory.name} in that year. This is not a zero.`;
  },
  SECRET: ({ secret, territory, without }) =>
    secret?.parts
      ? tooFewParts(secret, secret.parts, territory.name)
      : without && !secret
        ? noneOf(without, territory.name)
        : `Figure hidden under statistical secrecy, ${hiddenBy(secret)}. This is not a zero.`,
  SECRET_SECONDARY: () => 'Figure hidden so that another, secret, cannot be found by subtraction.',
  NOT_APPLICABLE: ({ territory, parts: [above, below] }) =>
    above?.value !== undefined && below?.value === 0
      ? `This indicator does not apply to ${territory.name}: its denominator is zero there (${number.format(above.value)} / 0).`
      : `This indicator does not apply to ${territory.name}.`,
  NOT_AGGREGABLE: ({ indicator, territory }) =>
    `“${indicator.label.en}” is neither added up, averaged nor restated: a figure published for ${territory.name} is needed, and there is none in this reading.`,
  RESTRICTED: ({ territory }) =>
    `Figure under a convention: no grant in force covers ${territory.name}. Ask the administrator of this server.`,
  PUBLISHED: () => '',
  COMPUTED: () => '',
  ESTIMATED: () => '',
};

function derived({ rule, parts, partsTotal }: Derivation, territory: string, file: string): string {
  const [given, total] = [number.format(parts), number.format(partsTotal)];
  if (rule === 'MONTHS_MEAN') return `Mean of the ${given} months of the year that ${file} gives for ${territory}`;
  if (rule === 'MONTHS_SUM') return `Sum of the ${given} months of the year that ${file} gives for ${territory}`;
  if (rule === 'ABSENT') return `Zero: ${file} lists all that exists and does not name ${territory}`;
  if (parts === partsTotal) return `Sum of the ${given} parts of ${territory} that ${file} gives`;
  return `Sum of ${given} of the ${total} parts of ${territory} in ${file}: the others are hidden there, the real figure is higher`;
}

function tooFewParts(
  { source }: NonNullable<ExplainedCell['secret']>,
  { known, total }: { readonly known: number; readonly total: number },
  territory: string,
): string {
  const floor = source.parts ? `: ${number.format(100 * source.parts.atLeast)}% of them at least are needed` : '';
  return `Figure not shown: ${source.producer} hides ${number.format(total - known)} of the ${number.format(total)} ${source.parts?.name ?? 'parts'} of ${territory} under statistical secrecy, and Boussole does not give the sum of the others${floor}. This is not a zero.`;
}

function noneOf({ hidden, missing }: NonNullable<ExplainedCell['without']>, territory: string): string {
  const masked = `${number.format(hidden)} ${hidden > 1 ? 'hide their figures' : 'hides its figure'} under statistical secrecy`;
  return missing === 0
    ? `All communes of ${territory} hide their figures under statistical secrecy. Their sum is not a zero.`
    : `Of the ${number.format(hidden + missing)} communes of ${territory}, ${masked} and ${number.format(missing)} ${missing > 1 ? 'have' : 'has'} none: there is nothing to add up. This is not a zero.`;
}

function hiddenBy(secret: ExplainedCell['secret']): string {
  const producer = `by ${secret?.source.producer ?? 'the source'}`;
  const rule = secret?.source.secrecy;
  if (!rule) return producer;
  const threshold = secret.isCount
    ? `because the count is below the threshold of its dataset, ${rule.threshold}`
    : 'by a rule of its dataset: this amount comes from too few contributors, or mostly from one';
  return rule.below ? threshold : `${producer}, or ${threshold}`;
}

function overParts(summed: SummedFigures, over: string): string {
  const { terms } = summed;
  const parts = `${partsBelow(summed)}, that is ${over}`;
  if (terms.numerator && terms.denominator) return `, sums of the figures published for ${parts}`;
  const [given, other] = terms.numerator ? ['numerator', 'denominator'] : ['denominator', 'numerator'];
  return terms.numerator || terms.denominator
    ? `, ${given} added up over the figures published for ${parts}, and ${other} over these communes`
    : `, of the figures published for ${parts}`;
}

function partsBelow({ level, figures, figuresTotal }: SummedFigures): string {
  const noun = `${level === 'region' ? 'région' : 'département'}${figuresTotal > 1 ? 's' : ''}`;
  const below = level === 'region' ? ' (or for all their départements)' : '';
  if (figures < figuresTotal) return `${figures} of its ${figuresTotal} ${noun}${below}`;
  return figures === 1 ? `its ${noun}${below}` : `all its ${figures} ${noun}${below}`;
}

function scaled({ formula }: ExplainedCell['indicator']): string {
  return 'scale' in formula && formula.scale !== 1 ? ` × ${number.format(formula.scale)}` : '';
}

function communes({ communes: known, communesTotal, population }: Coverage): string {
  if (known === communesTotal) return known === 1 ? 'the commune' : `all ${number.format(known)} communes`;
  const share = population === undefined ? '' : ` (${number.format(coveredPercent(population))}% of the population)`;
  return `${number.format(known)} of ${number.format(communesTotal)} communes${share}`;
}
