import type { Curve, TrendSeries, Trends } from './curves.ts';

export type PerimeterStep = TrendSeries['perimeterSteps'][number];

type Stepping = Pick<Curve, 'territory' | 'perimeterSteps'>;

/** Whether the curve stops there: the figures are about other people. Those of a commune are, as soon as its ground is another. */
export function isCut({ territory }: Pick<Stepping, 'territory'>, { isOther }: PerimeterStep): boolean {
  return isOther || territory.level === 'COMMUNE';
}

/** First years of another perimeter, which no line leads to. */
export function cutYears(curve: Stepping): readonly number[] {
  return curve.perimeterSteps.filter((step) => isCut(curve, step)).map(({ to }) => to);
}

/** Whether steps of published figures mark what an event did, in the years in which these show it: its own day may be years away. */
export function isMarkedByStep(
  { territory, perimeterSteps }: Stepping,
  { kind }: Pick<TrendSeries['events'][number], 'kind'>,
  geography: Trends['geography'],
): boolean {
  return (
    geography === 'PUBLISHED' &&
    territory.level === 'EPCI' &&
    (kind === 'EPCI_ARRIVAL' || kind === 'EPCI_DEPARTURE') &&
    perimeterSteps.every(({ unknownVintages }) => unknownVintages.length === 0)
  );
}

export interface StepMark {
  readonly at: number;
  readonly isCut: boolean;
  /** The curves that change there, each with how many communes joined and left. */
  readonly steps: readonly { readonly name: string; readonly joined: number; readonly left: number }[];
}

/** The vertical marks of changes of perimeter: one where several curves change between the same years. Events mark communes, at their day. */
export function stepMarks(curves: readonly Curve[]): readonly StepMark[] {
  const marks = new Map<string, StepMark>();
  for (const curve of curves) {
    if (curve.territory.level === 'COMMUNE') continue;
    for (const step of curve.perimeterSteps) {
      if (step.parts.length === 0) continue;
      const cut = isCut(curve, step);
      const key = `${step.to} ${cut}`;
      const steps = marks.get(key)?.steps ?? [];
      const { name } = curve.territory;
      // Several indicators of one territory move together.
      const isKnown = steps.some((one) => one.name === name);
      marks.set(key, {
        at: step.to - 0.5,
        isCut: cut,
        steps: isKnown ? steps : [...steps, { name, ...countsOf(step) }],
      });
    }
  }
  return [...marks.values()].sort((left, right) => left.at - right.at);
}

export function countsOf({ parts }: PerimeterStep): { readonly joined: number; readonly left: number } {
  const joined = parts.filter((part) => part.joined).length;
  return { joined, left: parts.length - joined };
}
