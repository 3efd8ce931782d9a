import { OFFICIAL_LEVELS, type OfficialLevel } from '@boussole/schema';
import { type Findings, investigate, investigateSums } from './attack-together.ts';
import { leastToHide } from './least-to-hide.ts';
import type { LinkedCell, LinkedMeasures } from './linked-measures.ts';
import type { Solver } from './pinned.ts';

/**
 * Ground on which companions are looked for, from the nearest: that of the EPCI of what is told, its département, its région, the whole country
 * at last. Only levels below that one are hidden besides: a commune of the same EPCI before its total, an EPCI before a département.
 */
const GROUNDS: readonly OfficialLevel[] = ['epci', 'departement', 'region', 'france', 'france', 'france'];

/**
 * Chooses what to hide for no secret cell to be worked out from all measures together, at the least cost for those who read; tells what still can
 * be when grounds are exhausted.
 *
 * What algebra tells comes first, as it depends on which figures are shown and on nothing that they are: nobody learns of a figure from what was
 * hidden with it. What only bounds tell is left to the end, and is little.
 */
export function hideLeast(
  linked: LinkedMeasures,
  solver: Solver,
): { readonly hidden: Set<number>; readonly told: readonly number[] } {
  const hidden = new Set<number>();
  hideBy(linked, solver, hidden, true);
  return { hidden, told: hideBy(linked, solver, hidden, false).told };
}

function hideBy(linked: LinkedMeasures, solver: Solver, hidden: Set<number>, isBlind: boolean): Findings {
  const find = (): Findings => (isBlind ? investigateSums(linked, hidden) : investigate(linked, hidden, solver));
  const wholes = new Set(linked.identities.map(({ total }) => total));
  let findings = find();
  for (const [time, ground] of GROUNDS.entries()) {
    if (findings.told.length === 0) break;
    const communes = ground === 'france' ? undefined : communesAround(linked, findings.told, ground);
    const isOffered = ({ told, figure: { level } }: LinkedCell): boolean =>
      !communes || (!told && (level === 'commune' || isBelow(level, ground)));
    const costOf = (place: number): number | undefined => {
      const cell = linked.cells[place]!;
      const { level, code } = cell.figure;
      if (communes && level === 'commune' && !communes.has(code)) return undefined;
      if (cell.value === undefined || hidden.has(place)) return 0;
      return isOffered(cell) ? toCost(cell, wholes.has(place)) : undefined;
    };
    const means = { costOf, rises: time % 2 === 0, isBlind };
    const more = leastToHide(solver, linked, hidden, findings, means);
    if (more.length === 0) continue;
    for (const cell of more) hidden.add(cell);
    findings = find();
  }
  return findings;
}

function isBelow(level: OfficialLevel, ground: OfficialLevel): boolean {
  return OFFICIAL_LEVELS.indexOf(level) > OFFICIAL_LEVELS.indexOf(ground);
}

/** Codes of the communes of all that holds, at a level, what some cells hold. */
function communesAround(
  { cells, measures }: LinkedMeasures,
  told: readonly number[],
  ground: OfficialLevel,
): ReadonlySet<string> {
  const codes = new Set<string>();
  for (const [table, { linked }] of measures.entries()) {
    const own = new Set<number>();
    for (const place of told) {
      const cell = cells[place]!;
      if (cell.table !== table) continue;
      if (cell.kind === 'leaf') own.add(cell.place);
      else if (cell.kind === 'aggregate') for (const leaf of linked.table.aggregates[cell.place]!.leaves) own.add(leaf);
    }
    const add = (leaf: number): void => void codes.add(linked.leaves[leaf]!.code);
    for (const leaf of own) add(leaf);
    for (const [sum, { leaves }] of linked.table.aggregates.entries()) {
      if (linked.aggregates[sum]!.level === ground && leaves.some((leaf) => own.has(leaf))) leaves.forEach(add);
    }
  }
  return codes;
}

/** The size of France: unknown populations are not beyond. */
const MOST = 7e7;
/** Totals are read by all those of their communes, and named in reports. */
const OF_TOTALS = 5;
/** What is made of sexes or ages is read more than these. */
const OF_WHOLES = 2;
/** What an earlier publication shows is hidden only where there is nothing else to hide. */
const OF_TOLD = 1_000;

/** By what is known of its size, which tells nothing of the figure; a large one misses more readers, and not in proportion. */
function toCost({ figure: { level }, value = 0, weight = value, told }: LinkedCell, isWhole: boolean): number {
  const size = Math.sqrt(Math.min(Math.max(weight, 1), MOST));
  return size * (level === 'commune' ? 1 : OF_TOTALS) * (isWhole ? OF_WHOLES : 1) * (told ? OF_TOLD : 1);
}
