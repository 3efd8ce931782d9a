import { SMALL_NUMBER } from '@boussole/schema';
import { MARKED, type MarkedGaps } from './marked-gap-answers.ts';

const NUMBERS = new Intl.NumberFormat('fr-FR');
const PROBABILITIES = new Intl.NumberFormat('fr-FR', { maximumSignificantDigits: 1 });

/** Says in French how gaps were judged: what a usual one is, what chance explains, what was not judged. */
export function explainMarkedGaps({
  within: { name },
  tests,
  threshold,
}: Pick<MarkedGaps, 'within' | 'tests' | 'threshold'>): string {
  const far = `Un écart est marquant quand un chiffre est à la fois loin de la médiane de ces territoires et de la valeur de l’ensemble (${name}), du même côté : au moins ${MARKED.distance} fois l’écart habituel pour un taux de cas comptés, ${MARKED.distanceAlone} fois pour un chiffre dont le hasard ne se mesure pas (médiane, montant, moyenne, taux à comparer à 0). L’écart habituel est l’écart absolu médian à la médiane, que quelques valeurs extrêmes ne changent pas (Hampel, 1974), ou celui des seuls chiffres du même côté s’ils s’écartent davantage (Kimber, 1990) ; il faut au moins ${MARKED.figures} chiffres. Le nombre de fois se compte depuis la plus proche des deux références, celle dont l’écart est écrit.`;
  const chance = `Le taux doit aussi s’écarter de l’ensemble (et de la médiane si le chiffre de l’ensemble est partiel ou absent) au-delà du hasard des petits nombres, par l’intervalle qui sert à le comparer (Wilson ou Byar), qui ne compte ni les erreurs de collecte ni le sondage du recensement.`;
  const many =
    tests === 0
      ? ''
      : threshold === undefined
        ? ` Aucun des ${NUMBERS.format(tests)} taux comparés ne le fait.`
        : ` Comme ${NUMBERS.format(tests)} taux sont comparés, le seuil est abaissé pour qu’au plus ${NUMBERS.format(100 * MARKED.falseDiscoveries)} % des écarts retenus tiennent au hasard (Benjamini et Hochberg, 1995) : p ≤ ${PROBABILITIES.format(threshold)}.`;
  const aside = `Un chiffre masqué, absent, partiel, estimé, au plancher de publication ou de moins de ${SMALL_NUMBER} cas, comptés ou restants, n’est jamais dit marquant ; un effectif non plus.`;
  return `${far} ${chance}${many} ${aside}`;
}
