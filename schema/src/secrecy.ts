import { z } from 'zod';
import { identifier } from './measure.ts';

/** When an amount is hidden: who it comes from is too few, or one of them makes too much of it. */
const amountSchema = z.strictObject({
  /** Measure of the file that counts who the amount comes from: the amount is hidden where that count is, or is not known. */
  of: identifier,
  /** The amount is hidden where they are fewer: 3 for businesses. The threshold of the dataset unless told otherwise. */
  fewest: z.int().min(2).optional(),
  /** Measure of the file that gives the largest contribution: it is read for this alone, and never stored. */
  largest: identifier.optional(),
  /** Share of the amount above which the largest contributor is told by it. */
  share: z.number().gt(0).lt(1).default(0.85),
});

/** What is hidden of a dataset when its file is read, and what whoever reads it knows of what is hidden. */
export const secrecySchema = z.strictObject({
  /** Counts from 1 to below this are hidden, at every level of the file. Below 3, what is hidden would be known to be 1. */
  threshold: z.int().min(3).optional(),
  /**
   * What a marker of secrecy of the file tells: `below`, that the count is from 1 to below the threshold; `any`, nothing, as its producer
   * also hides greater ones to protect these.
   */
  markers: z.enum(['below', 'any']).default('any'),
  /** Amounts that are hidden with who they come from, by measure. */
  amounts: z.record(identifier, amountSchema).default({}),
});
export type Secrecy = z.infer<typeof secrecySchema>;

/** How the figures of a dataset are rounded: `down` to the multiple below (7 to 5), or to the `nearest` one. */
export const roundingSchema = z.strictObject({
  step: z.number().positive(),
  mode: z.enum(['down', 'nearest']),
  /** Measures that are rounded: all counts unless told otherwise. */
  measures: z.array(identifier).min(1).optional(),
  /** Rounds the figures when the file is read, as a convention may ask; otherwise its producer has. */
  apply: z.boolean().default(false),
});
export type DatasetRounding = z.infer<typeof roundingSchema>;

/** What the rounding of a figure does to it. */
export type Rounding = Pick<DatasetRounding, 'step' | 'mode'>;

/** Rounds as a source does: 7 to the 5 below, or to the nearest multiple, halves upwards. */
export function round(value: number, { step, mode }: Rounding): number {
  return (mode === 'down' ? Math.floor(value / step) : Math.round(value / step)) * step;
}

/** How far below and above a rounded figure the true one may be. Counts are whole: one that is rounded down is at most `step - 1` more. */
export function roundingError({ step, mode }: Rounding): { readonly below: number; readonly above: number } {
  if (mode === 'nearest') return { below: step / 2, above: step / 2 };
  return { below: 0, above: Number.isInteger(step) ? step - 1 : step };
}

interface Declared {
  readonly secrecy?: Secrecy | undefined;
  readonly rounding?: DatasetRounding | undefined;
  /** Whether the dataset is under a convention, which has a threshold of its own. */
  readonly hasConvention: boolean;
  /** Measures that its file holds. */
  readonly measures: ReadonlySet<string>;
}

/** What is wrong in the secrecy and rounding of a dataset: the keys, and a French text without its final stop. */
export function secrecyProblems({
  secrecy,
  rounding,
  hasConvention,
  measures,
}: Declared): readonly { readonly path: string[]; readonly text: string }[] {
  const unknown = (path: string[], measure: string | undefined) =>
    measure === undefined || measures.has(measure)
      ? []
      : [{ path, text: `« ${measure} » n’est pas une mesure de ce fichier` }];
  const threshold = secrecy?.threshold !== undefined || hasConvention;
  const blind = [
    {
      path: ['secrecy', 'markers'],
      text: 'un marqueur ne dit un petit effectif que si threshold dit en dessous de combien',
    },
  ];
  return [
    ...(secrecy?.markers === 'below' && !threshold ? blind : []),
    ...Object.entries(secrecy?.amounts ?? {}).flatMap(([measure, { of, fewest, largest }]) => [
      ...unknown(['secrecy', 'amounts', measure], measure),
      ...unknown(['secrecy', 'amounts', measure, 'of'], of),
      ...unknown(['secrecy', 'amounts', measure, 'largest'], largest),
      ...(fewest === undefined && !threshold
        ? [
            {
              path: ['secrecy', 'amounts', measure, 'fewest'],
              text: 'sans threshold, dites en dessous de combien le montant est masqué',
            },
          ]
        : []),
    ]),
    ...(rounding?.measures ?? []).flatMap((measure, place) =>
      unknown(['rounding', 'measures', String(place)], measure),
    ),
  ];
}
