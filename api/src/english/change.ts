import { type Coverage, type Indicator, withMinus } from '@boussole/schema';
import { coveredPercent, type PerimeterPart, roundTo, type TrendChange } from '@boussole/warehouse';

/** All are named when one more would be “1 other”. */
const COMMUNES_NAMED = 4;

const list = new Intl.ListFormat('en-GB');

/** Says a change with what joined and left: “+18.0% from 2016 to 2022 (+1,240), of which +800 from 3 communes that joined (A, B and C).”. */
export function explainChangeInEnglish(
  { unit }: Pick<Indicator, 'unit'>,
  change: Omit<TrendChange, 'sentence'>,
): string {
  const { from, to, shown, relative, perimeterParts, decimals, relativeDecimals, over } = change;
  const amount = (value: number) => `${signed(value, decimals)}${unit === 'percent' ? ' points' : ''}`;
  const span = `from ${from} to ${to}`;
  const head =
    relative === undefined || unit === 'percent'
      ? `${amount(shown)} ${span}`
      : `${signed(relative, relativeDecimals)}% ${span} (${amount(shown)})`;
  const told = [true, false].flatMap((joined) => {
    const side = perimeterParts.filter((part) => part.joined === joined);
    const [known, unknown] = [side.filter(isKnown), side.filter((part) => !isKnown(part))];
    const sum = known.reduce((whole, { value }) => whole + value, 0);
    return [
      ...(known.length > 0 ? [`${amount(sum)} from ${tellMoved(known, joined)}`] : []),
      ...(unknown.length > 0 ? [`an unknown part from ${tellMoved(unknown, joined)}`] : []),
    ];
  });
  const parts = told.length > 0 ? `, of which ${list.format(told)}` : '';
  const nominal = unit === 'euro' ? ', in current euros' : '';
  return `${head}${nominal}${over ? tellCommon(over) : ''}${parts}.`;
}

const NUMBER = new Intl.NumberFormat('en-GB');
const SHARE = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });

function tellCommon({ communes, communesTotal, population }: Coverage): string {
  const share = population === undefined ? '' : ` (${SHARE.format(coveredPercent(population, 2))}% of the population)`;
  return `, over the ${NUMBER.format(communes)} of ${NUMBER.format(communesTotal)} communes that have a figure in both years${share}`;
}

function isKnown(part: PerimeterPart): part is PerimeterPart & { readonly value: number } {
  return part.value !== undefined;
}

function tellMoved(moved: readonly PerimeterPart[], joined: boolean): string {
  const named = moved.slice(0, moved.length > COMMUNES_NAMED + 1 ? COMMUNES_NAMED : moved.length).map(nameOf);
  const others = moved.length - named.length;
  const names = list.format(others > 0 ? [...named, `${others} others`] : named);
  return `${moved.length} ${moved.length === 1 ? 'commune' : 'communes'} that ${joined ? 'joined' : 'left'} (${names})`;
}

function nameOf({ territory, code, joined, isCut }: PerimeterPart): string {
  const name = territory?.name ?? code;
  return joined && isCut ? `${name}, in part` : name;
}

/** “+1,240”, “about +1,200” where tens and units are not known. */
function signed(value: number, digits: number): string {
  const format = new Intl.NumberFormat('en-GB', {
    minimumFractionDigits: Math.max(0, digits),
    maximumFractionDigits: Math.max(0, digits),
    signDisplay: 'exceptZero',
  });
  return digits < 0 ? `about ${withMinus(format.format(roundTo(value, digits)))}` : withMinus(format.format(value));
}
