/** Words before which French drops the e of « de »: vowels, y before a consonant, and the silent h of most names. */
const ELIDES = /^(?:[aeiouàâäéèêëîïôöùûüœæ]|y[^aouéèê]|h[yé])/i;

/** A name after « de »: « d’Échirolles », « du Havre », « des Abymes », « de Lyon ». */
export function ofName(name: string): string {
  if (name.startsWith('Le ')) return `du ${name.slice('Le '.length)}`;
  if (name.startsWith('Les ')) return `des ${name.slice('Les '.length)}`;
  return ELIDES.test(name) ? `d’${name}` : `de ${name}`;
}

/** A name after « à »: « au Havre », « aux Abymes », « à Lyon ». */
export function toName(name: string): string {
  if (name.startsWith('Le ')) return `au ${name.slice('Le '.length)}`;
  if (name.startsWith('Les ')) return `aux ${name.slice('Les '.length)}`;
  return `à ${name}`;
}
