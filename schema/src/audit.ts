import { z } from 'zod';
import { identifier } from './measure.ts';
import { OFFICIAL_LEVELS } from './territory.ts';

const id = identifier;
const measure = identifier;
/** Share of a figure: 0.01 is 1 %. */
const share = z.number().min(0).max(1);

/** One thing that must hold of every delivery of a source for it to be published. `id` names it when it is overridden. */
export const auditSchema = z.discriminatedUnion('check', [
  /** The delivery gives at least this share of the territories of its level and vintage. */
  z.strictObject({ id, check: z.literal('coverage'), atLeast: share }),
  /** Every value of a measure is within bounds, included. */
  z.strictObject({ id, check: z.literal('range'), measure, min: z.number().optional(), max: z.number().optional() }),
  /** No territory has two figures of one measure and year. */
  z.strictObject({ id, check: z.literal('unique') }),
  /** Paris, Lyon and Marseille are not there both as communes and as arrondissements. */
  z.strictObject({ id, check: z.literal('arrondissements') }),
  /**
   * The sum of a measure, or its median when it does not add up, is that of the delivery before it but for this share. Where one has fewer than
   * half of the territories of the other, those that both have are compared.
   */
  z.strictObject({ id, check: z.literal('drift'), measure, atMost: share }),
  /**
   * Sums of a measure over communes are the figures that another source, or the same, publishes for the level above, but for this share; there
   * the measure may have another name. Where a commune is hidden or not given its part is unknown: the sum is then at most the figure.
   */
  z.strictObject({
    id,
    check: z.literal('total'),
    measure,
    source: identifier,
    publishedAs: identifier.optional(),
    level: z.enum(OFFICIAL_LEVELS).exclude(['commune']),
    tolerance: share.default(0),
  }),
]);
export type Audit = z.infer<typeof auditSchema>;

/** Audits of a source, each under a name of its own. */
export const auditsSchema = z
  .array(auditSchema)
  .default([])
  .refine((audits) => new Set(audits.map((audit) => audit.id)).size === audits.length, 'deux contrôles ont le même id');
