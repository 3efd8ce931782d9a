export function isArrondissement(code: string): boolean {
  return commune(code) !== code;
}

/** The commune of an arrondissement of Paris, Lyon or Marseille. */
export function commune(code: string): string {
  if (/^751(0[1-9]|1\d|20)$/.test(code)) return '75056';
  if (/^6938[1-9]$/.test(code)) return '69123';
  return /^132(0[1-9]|1[0-6])$/.test(code) ? '13055' : code;
}
