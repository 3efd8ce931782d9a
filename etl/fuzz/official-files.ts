import { commune, isArrondissement } from './arrondissements.ts';
import { type Columns, type Figures, figures, type Written } from './figures.ts';
import { type Row, table } from './plain-csv.ts';

const FILOSOFI_ABOVE: Columns = {
  NBMEN: 'menages_fiscaux',
  NBPERS: 'personnes_menages_fiscaux',
  Q2: 'revenu_median',
  D1: 'decile_1',
  D9: 'decile_9',
};
const LEGAL: Columns = { PMUN: 'population_municipale', PCAP: 'population_comptee_a_part', PTOT: 'population_totale' };

/** What each official file says, read by its name and by nothing of the loaders: a plain second opinion. */
const FILES: readonly { readonly name: RegExp; read(path: string, year: number): readonly Figures[] }[] = [
  {
    name: /^donnees_communes_pop(\d{4})/,
    read(path, year) {
      const rows = table(path, ';').map((row) => ({ ...row, code: `${row.CODDEP ?? row.DEP}${row.CODCOM}` }));
      const codeOf = (row: Row): string => commune(/^\d[\dAB]\d{3}$/.test(row.COM!) ? row.COM! : overseas(row));
      return figures(rows, LEGAL, codeOf, decimal, { year, level: 'commune', cog: year + 2, priority: 60 });
    },
  },
  {
    name: /^cc_filosofi_(\d{4})_COM/,
    read(path, year) {
      const yy = String(year).slice(2);
      const columns = {
        [`MED${yy}`]: 'revenu_median',
        [`TP60${yy}`]: 'taux_pauvrete',
        [`NBMENFISC${yy}`]: 'menages_fiscaux',
        [`NBPERSMENFISC${yy}`]: 'personnes_menages_fiscaux',
        [`PIMP${yy}`]: 'part_menages_imposes',
        [`D1${yy}`]: 'decile_1',
        [`D9${yy}`]: 'decile_9',
        [`RD${yy}`]: 'rapport_interdecile',
      };
      const read = (text: string): Written | undefined =>
        text === 's' ? 'secret' : text === 'nd' ? undefined : decimal(text);
      const rows = table(path, ';').filter(({ CODGEO }) => !isArrondissement(CODGEO!));
      return figures(rows, columns, codgeo, read, {
        year,
        level: 'commune',
        cog: year === 2020 ? 2022 : 2024,
        priority: 60,
      });
    },
  },
  {
    name: /^FILO(\d{4})_DISP_COM/,
    read: (path, year) => filosofi(path, year, 'commune', FILOSOFI_ABOVE),
  },
  { name: /^FILO(\d{4})_DISP_EPCI/, read: (path, year) => filosofi(path, year, 'epci', FILOSOFI_ABOVE) },
  { name: /^FILO(\d{4})_DISP_DEP/, read: (path, year) => filosofi(path, year, 'departement', FILOSOFI_ABOVE) },
  { name: /^FILO(\d{4})_DISP_REG/, read: (path, year) => filosofi(path, year, 'region', FILOSOFI_ABOVE) },
  { name: /^FILO(\d{4})_DISP_METROPOLE/, read: (path, year) => filosofi(path, year, 'france', FILOSOFI_ABOVE) },
  {
    name: /^base_cc_comparateur()/,
    read(path) {
      const rows = table(path, ';').filter(({ CODGEO }) => !isArrondissement(CODGEO!));
      const counts = (
        year: number,
        columns: Columns,
        blank: 'secret' | undefined,
        isCovered: (row: Row) => boolean = () => true,
      ): readonly Figures[] =>
        figures(rows.filter(isCovered), columns, codgeo, (text) => (text === '' ? blank : Number(text)), {
          year,
          level: 'commune',
          cog: 2021,
          priority: 30,
        });
      return [
        ...counts(2013, { P13_POP: 'population_rp', P13_EMPLT: 'emplois' }, undefined),
        ...counts(
          2018,
          {
            P18_POP: 'population_rp',
            P18_LOG: 'logements',
            P18_RP: 'residences_principales',
            P18_RSECOCC: 'residences_secondaires',
            P18_LOGVAC: 'logements_vacants',
            P18_RP_PROP: 'rp_proprietaires',
            P18_EMPLT: 'emplois',
            P18_EMPLT_SAL: 'emplois_salaries',
            P18_POP1564: 'personnes_15_64',
            P18_CHOM1564: 'chomeurs_15_64',
            P18_ACT1564: 'actifs_15_64',
            ETTOT18: 'etablissements',
            ETOQ18: 'etablissements_sociaux',
          },
          undefined,
        ),
        ...counts(2020, { NAISD20: 'naissances', DECESD20: 'deces' }, undefined),
        ...counts(
          2019,
          {
            NBMENFISC19: 'menages_fiscaux',
            PIMP19: 'part_menages_imposes',
            MED19: 'revenu_median',
            TP6019: 'taux_pauvrete',
          },
          'secret',
          ({ CODGEO }) => !/^97[136]/.test(CODGEO!),
        ),
      ];
    },
  },
  { name: /^data_CAF_(\d{4})_IRIS/, read: byIris },
  { name: /^export_parc_logements_sociaux_jan_(\d{4})/, read: socialHousing },
  { name: /^emploi_demandeur()/, read: jobSeekers },
];

/** What an official file says; nothing for a file that this does not read. */
export function readOfficialFile(name: string, path: string): readonly Figures[] {
  for (const file of FILES) {
    const match = file.name.exec(name);
    if (match) return file.read(path, Number(match[1]));
  }
  return [];
}

function filosofi(path: string, year: number, level: Figures['level'], columns: Columns): readonly Figures[] {
  const yy = String(year).slice(2);
  const named = Object.fromEntries(Object.entries(columns).map(([name, measure]) => [`${name}${yy}`, measure]));
  const rows = table(path, ';').filter(({ CODGEO }) => level !== 'commune' || !isArrondissement(CODGEO!));
  const codeOf = ({ CODGEO }: Row): string => (level === 'france' ? 'METRO' : CODGEO!);
  const read = (text: string): Written => (text === '' ? 'secret' : decimal(text));
  return figures(rows, { ...named, RD: 'rapport_interdecile' }, codeOf, read, {
    year,
    level,
    cog: year + 1,
    priority: 50,
    leavesOutSmall: level === 'commune',
  });
}

/** A commune has the sum of its IRIS when nine in ten have a figure. */
function byIris(path: string, year: number): readonly Figures[] {
  const columns: Columns = {
    A: 'foyers_allocataires',
    PERCOU: 'personnes_couvertes',
    AI: 'allocataires_isoles',
    AM: 'allocataires_monoparents',
    ENF: 'enfants_couverts',
    ENF_2: 'enfants_couverts_0_2',
    AAL: 'foyers_aide_logement',
    AAAH: 'foyers_aah',
    APPA: 'foyers_prime_activite',
    ARSAS: 'foyers_rsa',
  };
  const communes = new Map<string, Row[]>();
  for (const row of table(path, ';')) {
    const code = commune(row.CODGEO!.slice(0, 5));
    communes.set(code, [...(communes.get(code) ?? []), row]);
  }
  return Object.entries(columns).map(([column, measure]) => {
    const values = new Map<string, Written>();
    const parts = new Map<string, number>();
    for (const [code, rows] of communes) {
      const known = rows.flatMap((row) => (row[column] === '' ? [] : [Number(row[column])]));
      const isEnough = known.length > 0 && known.length >= 0.9 * rows.length;
      const sum = isEnough ? known.reduce((total, value) => total + value, 0) : 'secret';
      values.set(code, sum);
      parts.set(code, known.length);
    }
    return { measure, year, level: 'commune', cog: year + 1, priority: 40, values, parts };
  });
}

function socialHousing(path: string, year: number): readonly Figures[] {
  const columns: Columns = {
    nb_ls: 'logements_sociaux',
    nb_loues: 'ls_loues',
    nb_vacants: 'ls_vacants',
    nb_vides: 'ls_vides',
  };
  const read = (text: string): Written => (text === '' ? 'secret' : Number(text));
  return figures(table(path, ','), columns, ({ DEPCOM_ARM }) => commune(DEPCOM_ARM!), read, {
    year,
    level: 'commune',
    cog: year,
    priority: 50,
  });
}

/** The mean of the twelve months of a year. */
function jobSeekers(path: string): readonly Figures[] {
  const byYear = new Map<number, Map<string, Map<string, Set<string>>>>();
  for (const { codgeo: code, YEAR, Demandeurs_Emploi: value } of table(path, ',')) {
    const [month = '', year = ''] = YEAR!.split('_');
    const codes = byYear.get(Number(year)) ?? new Map<string, Map<string, Set<string>>>();
    byYear.set(Number(year), codes);
    const months = codes.get(code!) ?? new Map<string, Set<string>>();
    codes.set(code!, months);
    months.set(month, (months.get(month) ?? new Set()).add(value!));
  }
  return [...byYear].flatMap(([year, codes]) =>
    (['commune', 'departement', 'region'] as const).map((level) => {
      const values = new Map<string, Written>();
      const doubtful = new Set<string>();
      for (const [written, months] of codes) {
        const isRegion = written.startsWith('reg');
        if (isRegion !== (level === 'region') || isArrondissement(written)) continue;
        const code = isRegion ? written.slice(3) : written;
        if (!isRegion && (code.length === 5) !== (level === 'commune')) continue;
        if ([...months.values()].some((said) => said.size > 1)) doubtful.add(code);
        else if (months.size === 12) {
          values.set(code, [...months.values()].reduce((sum, said) => sum + Number([...said][0]), 0) / 12);
        }
      }
      return { measure: 'demandeurs_emploi', year, level, cog: year, priority: 50, values, doubtful };
    }),
  );
}

function codgeo({ CODGEO }: Row): string {
  return CODGEO!;
}

function overseas({ CODDEP = '', CODCOM = '' }: Row): string {
  return CODDEP.length === 3 ? `${CODDEP}${CODCOM.slice(-2)}` : `${CODDEP}${CODCOM}`;
}

function decimal(text: string): number {
  return Number(text.replace(',', '.'));
}
