const COMMUNE = /^(\d{2}|2[AB])\d{3}$/i;
const SIREN = /^\d{9}$/;

/** The id that a code without its level means in an address: five characters are the INSEE code of a commune, nine the SIREN of an EPCI. */
export function withLevel(id: string): string {
  if (COMMUNE.test(id)) return `commune:${id.toUpperCase()}`;
  return SIREN.test(id) ? `epci:${id}` : id;
}
