import { existsSync } from 'node:fs';
import { type PackagedCommune, type PackagedEpci, packaged } from './official-packages.ts';
import { table } from './plain-csv.ts';

/** COG vintages of which the packages list communes. */
const LISTED = [2019, 2021, 2022, 2023, 2024, 2025] as const;

export interface Home {
  readonly departement: string;
  readonly region: string;
  readonly epci: string | undefined;
}

/** Communes of a vintage, by code, with what they belong to; undefined where nothing plain tells it. */
export type CommuneList = ReadonlyMap<string, Home>;

/** Where the ground of the communes of a vintage is in the reference vintage. */
export interface PlainPassage {
  /** Codes of the reference vintage; several for a commune that was cut. */
  readonly to: ReadonlyMap<string, readonly string[]>;
  readonly from: ReadonlyMap<string, readonly string[]>;
}

/** Lists of communes, told by the packages that the project installs and by INSEE's movements, with none of the warehouse. */
export class PlainTerritories {
  readonly #reference: number;
  readonly #movements: readonly Movement[];
  readonly #lists = new Map<number, CommuneList | undefined>();
  readonly #members = new Map<string, ReadonlyMap<string, readonly string[]>>();
  readonly #passages = new Map<number, PlainPassage | undefined>();
  readonly #epcis = new Map<number, readonly string[]>();

  /** `movements` is the path of `mvtcommune_AAAA.csv`; without it only vintages that the packages list are known. */
  constructor(reference: number, movements: string | undefined) {
    this.#reference = reference;
    this.#movements = movements !== undefined && existsSync(movements) ? readMovements(movements) : [];
  }

  communes(cog: number): CommuneList | undefined {
    return remembered(this.#lists, cog, () => {
      const codes = this.#codes(cog);
      if (!codes) return undefined;
      const epci = epciOf(cog);
      return new Map([...codes].map(([code, home]) => [code, { ...home, epci: epci?.get(code) }] as const));
    });
  }

  /** Codes of the communes of a territory in a vintage. */
  members(cog: number, level: string, code: string): readonly string[] {
    const byCode = remembered(this.#members, `${cog} ${level}`, () => {
      const found = new Map<string, string[]>();
      for (const [commune, home] of this.communes(cog) ?? []) {
        for (const holder of holdersAt(home, level)) {
          const known = found.get(holder);
          if (known) known.push(commune);
          else found.set(holder, [commune]);
        }
      }
      return found;
    });
    return byCode.get(code) ?? [];
  }

  /** Whether the packages list the communes of a vintage, which is otherwise told from movements. */
  isListed(cog: number): boolean {
    return (LISTED as readonly number[]).includes(cog);
  }

  /** Whether perimeters of EPCI are known in a vintage. */
  hasPerimeters(cog: number): boolean {
    return cog >= 2019 && cog <= 2025;
  }

  epcis(cog: number): readonly string[] {
    return remembered(this.#epcis, cog, () =>
      this.hasPerimeters(cog) ? packaged<PackagedEpci>(cog, 'epci').map(({ code }) => code) : [],
    );
  }

  passage(cog: number): PlainPassage | undefined {
    return remembered(this.#passages, cog, () => {
      const [before, after] = [this.#codes(cog), this.#codes(this.#reference)];
      if (!before || !after) return undefined;
      const to = new Map<string, readonly string[]>();
      const successors = this.#successors(cog, new Set(after.keys()));
      for (const code of before.keys()) {
        const targets = successors(code);
        if (targets.length > 0) to.set(code, targets);
      }
      const from = new Map<string, string[]>();
      for (const [code, targets] of to)
        for (const target of targets) from.set(target, [...(from.get(target) ?? []), code]);
      return { to, from };
    });
  }

  #codes(cog: number): ReadonlyMap<string, Omit<Home, 'epci'>> | undefined {
    if (this.isListed(cog)) return listed(cog);
    const next = LISTED.find((vintage) => vintage > cog);
    if (next === undefined || this.#movements.length === 0) return undefined;
    const list = listed(next);
    const codes = new Map(list);
    for (const day of this.#between(cog, next).toReversed()) {
      const homes = [...day].map(([before, [after = '']]) => [before, codes.get(after)] as const);
      for (const code of [...day.values()].flat()) codes.delete(code);
      for (const [code, home] of homes) if (home) codes.set(code, homeOf(code, home, list));
    }
    return codes;
  }

  /** Where a code goes: movement by movement when INSEE's file is there, otherwise to whoever lists it as one of its former codes. */
  #successors(cog: number, reference: ReadonlySet<string>): (code: string) => readonly string[] {
    if (this.#movements.length > 0) {
      const days = this.#between(cog, this.#reference);
      const daysOf = new Map<string, number[]>();
      for (const [at, day] of days.entries())
        for (const one of day.keys()) daysOf.set(one, [...(daysOf.get(one) ?? []), at]);
      // Of thousands of days only those that move one of the codes matter.
      const nextOf = (codes: readonly string[], at: number): number | undefined => {
        const next = codes.flatMap((one) => daysOf.get(one)?.find((later) => later > at) ?? []);
        return next.length > 0 ? Math.min(...next) : undefined;
      };
      return (code) => {
        let codes = [code];
        for (let at = nextOf(codes, -1); at !== undefined; at = nextOf(codes, at)) {
          const day = days[at]!;
          codes = [...new Set(codes.flatMap((one) => day.get(one) ?? [one]))];
        }
        return codes.filter((one) => reference.has(one));
      };
    }
    const holders = new Map<string, string>();
    const now = packaged<PackagedCommune>(this.#reference, 'communes');
    for (const { code, chefLieu, type } of now)
      if (type !== 'commune-actuelle' && chefLieu) holders.set(code, chefLieu);
    for (const { code, anciensCodes = [] } of now) for (const former of anciensCodes) holders.set(former, code);
    const past = packaged<PackagedCommune>(cog, 'communes');
    const restored = past.filter(
      ({ code, type, chefLieu }) => type !== 'commune-actuelle' && chefLieu && reference.has(code),
    );
    return (code) => {
      const kept = reference.has(code) ? [code] : [holders.get(code) ?? ''].filter((holder) => reference.has(holder));
      return [
        ...kept,
        ...restored.flatMap((part) => (part.chefLieu === code && part.code !== code ? [part.code] : [])),
      ];
    };
  }

  /** Days after 1 January of a vintage and up to that of another, oldest first. */
  #between(cog: number, later: number): readonly Day[] {
    const days = new Map<string, [string, string][]>();
    for (const { day, before, after } of this.#movements) {
      if (day <= `${cog}-01-01` || day > `${later}-01-01`) continue;
      days.set(day, [...(days.get(day) ?? []), [before, after]]);
    }
    return [...days].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, rows]) => toDay(rows));
  }

  /** Code that had, in a vintage, exactly the ground of a territory of a reference vintage. */
  counterpart(
    reference: number,
    level: 'commune' | 'epci' | 'departement' | 'region' | 'france',
    code: string,
    cog: number,
  ): string | undefined | 'unknown' {
    if (level === 'france' || cog === reference) return code;
    const [before, after, passage] = [this.communes(cog), this.communes(reference), this.passage(cog)];
    if (!before || !after || !passage) return 'unknown';
    const members = this.members(reference, level, code);
    const sources = new Set(members.flatMap((commune) => passage.from.get(commune) ?? []));
    const isOut = (target: string): boolean => !holdersAt(after.get(target)!, level).includes(code);
    const homes = new Set([...sources].map((source) => holdersAt(before.get(source)!, level)[0]));
    const [home] = homes;
    if (home === undefined || homes.size > 1) return undefined;
    if ([...sources].some((source) => passage.to.get(source)!.some(isOut))) return undefined;
    return this.members(cog, level, home).length === sources.size ? home : undefined;
  }
}

/** A commune is in the département that its code says, even where it has moved to another since. */
function homeOf(
  code: string,
  later: Omit<Home, 'epci'>,
  list: ReadonlyMap<string, Omit<Home, 'epci'>>,
): Omit<Home, 'epci'> {
  const departement = code.startsWith('97') ? code.slice(0, 3) : code.slice(0, 2);
  if (departement === later.departement) return later;
  return [...list.values()].find((home) => home.departement === departement) ?? later;
}

/** Codes of what holds a commune at a level. */
export function holdersAt({ departement, region, epci }: Home, level: string): readonly string[] {
  if (level === 'france') return departement.startsWith('97') ? ['FR'] : ['FR', 'METRO'];
  const code = level === 'epci' ? epci : level === 'departement' ? departement : region;
  return code === undefined ? [] : [code];
}

interface Movement {
  readonly day: string;
  readonly before: string;
  readonly after: string;
}

/** What a day did to the codes that moved: where each that was there in the morning is in the evening. */
type Day = ReadonlyMap<string, readonly string[]>;

/** A code that is only passed through on a day, as that of a commune that changes its département and merges, is in neither list. */
function toDay(rows: readonly (readonly [string, string])[]): Day {
  const next = new Map<string, string[]>();
  for (const [before, after] of rows) next.set(before, [...(next.get(before) ?? []), after]);
  const stays = (code: string): boolean => !next.has(code) || next.get(code)!.includes(code);
  const reached = new Set(rows.filter(([before, after]) => before !== after).map(([, after]) => after));
  const evening = (code: string, seen: readonly string[] = []): readonly string[] =>
    (next.get(code) ?? []).flatMap((target) =>
      target === code || stays(target) || seen.includes(target) ? [target] : evening(target, [...seen, code]),
    );
  const morning = [...next.keys()].filter((code) => stays(code) || !reached.has(code));
  return new Map(morning.map((code) => [code, [...new Set(evening(code))]]));
}

function readMovements(path: string): readonly Movement[] {
  return table(path, ',').flatMap((row) =>
    row.TYPECOM_AV === 'COM' && row.TYPECOM_AP === 'COM'
      ? [{ day: row.DATE_EFF!, before: row.COM_AV!, after: row.COM_AP! }]
      : [],
  );
}

function listed(cog: number): ReadonlyMap<string, Omit<Home, 'epci'>> {
  return new Map(
    packaged<PackagedCommune>(cog, 'communes').flatMap(({ code, type, departement = '', region = '' }) =>
      type === 'commune-actuelle' && departement !== '' && !/^(975|977|978|98)/.test(code)
        ? [[code, { departement, region }] as const]
        : [],
    ),
  );
}

function epciOf(cog: number): ReadonlyMap<string, string> | undefined {
  if (cog < 2019 || cog > 2025) return undefined;
  return new Map(
    packaged<PackagedEpci>(cog, 'epci').flatMap(({ code, membres }) =>
      membres.map((member) => [member.code, code] as const),
    ),
  );
}

function remembered<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  if (!known.has(key)) known.set(key, make());
  return known.get(key)!;
}
