/** Parameters of every export, beside those of its question. */
export const COMMON_PARAMETERS = {
  publication: {
    fr: 'Publication à relire ; sans elle, celle en cours.',
    en: 'Publication to read again; without it, the current one.',
  },
  view: {
    fr: 'Adresse, sur ce site, de la page que le fichier reprend (/explorer?…) : il la cite.',
    en: 'Address, on this site, of the page that the file repeats (/explorer?…): the file cites it.',
  },
  language: {
    fr: 'Langue de ce que des personnes lisent du fichier : FR (par défaut) ou EN.',
    en: 'Language of what people read in the file: FR (by default) or EN.',
  },
  style: {
    fr: 'Pour CSV, excel (par défaut : point-virgule, virgule décimale, en-tête) ou plain (virgule, point décimal, une seule ligne de titres). Le CSV excel et le classeur ont les décimales de l’indicateur, comme à l’écran ; les autres formats ont toutes celles qui sont connues.',
    en: 'For CSV, excel (by default: semicolon, decimal comma, heading) or plain (comma, decimal point, a single line of titles). The CSV excel and the workbook have the decimals of the indicator, as on the screen; other formats have all that are known.',
  },
} as const;
