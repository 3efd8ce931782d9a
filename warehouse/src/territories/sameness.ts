import type { OfficialLevel, Vintage } from '@boussole/schema';
import type { Lineage } from './lineage.ts';
import { codesAbove, type Yearbook } from './yearbook.ts';

/** Tells whether territories of two vintages stand on the same ground. */
export interface Sameness {
  /** Code that a territory's exact ground has at the other vintage; undefined when no territory of its level has it. */
  counterpart(level: OfficialLevel, code: string, from: Vintage, to: Vintage): string | undefined;
}

/** Grounds are compared as the sorted list of their atoms; each vintage and level is written once. */
export function toSameness(lineage: Lineage, yearbook: Yearbook): Sameness {
  const written = new Map<string, GroundBook>();
  const bookOf = (level: OfficialLevel, vintage: Vintage): GroundBook => {
    const key = `${level} ${vintage}`;
    let book = written.get(key);
    if (!book) {
      book = writeGrounds(level, vintage, lineage, yearbook);
      written.set(key, book);
    }
    return book;
  };
  return {
    counterpart(level, code, from, to) {
      const ground = bookOf(level, from).groundOf.get(code);
      return ground === undefined ? undefined : bookOf(level, to).codeOf.get(ground);
    },
  };
}

interface GroundBook {
  readonly groundOf: ReadonlyMap<string, string>;
  readonly codeOf: ReadonlyMap<string, string>;
}

function writeGrounds(level: OfficialLevel, vintage: Vintage, lineage: Lineage, yearbook: Yearbook): GroundBook {
  const atoms = new Map<string, number[]>();
  const memberships = yearbook.membership(vintage);
  for (const { code: commune, atoms: held } of lineage.at(vintage).byCode.values()) {
    const membership = memberships.get(commune);
    if (!membership) continue;
    for (const code of codesAbove(level, commune, membership)) {
      const ground = atoms.get(code);
      if (ground) for (const atom of held) ground.push(atom);
      else atoms.set(code, [...held]);
    }
  }
  const groundOf = new Map([...atoms].map(([code, held]) => [code, held.sort((a, b) => a - b).join(' ')]));
  return { groundOf, codeOf: new Map([...groundOf].map(([code, ground]) => [ground, code])) };
}
