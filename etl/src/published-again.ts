import type { Input, PublicationRecord } from '@boussole/warehouse';

/** Says why a set of deliveries was published again where no file is new, in French; nothing where one is. */
export function describeAgain(before: readonly Input[], after: readonly Input[]): readonly string[] {
  if (before.length === 0) return [];
  const ids = new Set(before.map(({ id }) => id));
  const changed = after.filter(({ id }) => !ids.has(id));
  if (changed.length === 0 && after.length === before.length) {
    return [
      'Les livraisons sont celles de la publication précédente : c’est le catalogue des indicateurs, ou le programme, qui a changé depuis.',
    ];
  }
  return changed.flatMap((input) => {
    const earlier = before.find((other) => keyOf(other) === keyOf(input));
    if (earlier?.file.sha256 !== input.file.sha256) return [];
    return [`${input.file.name} est le fichier déjà publié : ${whatChanged(earlier, input)} depuis.`];
  });
}

function whatChanged(before: Input, after: Input): string {
  const keys = (['title', 'producer', 'licence', 'landingPage', 'priority', 'comparability', 'access'] as const).filter(
    (key) => JSON.stringify(before.source[key]) !== JSON.stringify(after.source[key]),
  );
  if (keys.length > 0) return `le descripteur de sa source a changé (${keys.join(', ')})`;
  return 'le descripteur de sa source, les corrections ou le programme ont changé';
}

/**
 * Names in French what a newer publication holds and a load leaves out, because a rollback had put an older one in service; nothing otherwise.
 * `kept` are the publications before the load.
 */
export function describeLeftOut(kept: readonly PublicationRecord[], after: readonly Input[]): readonly string[] {
  const inService = kept.find(({ current }) => current);
  const [newest] = [...kept].sort((left, right) => (left.publishedAt < right.publishedAt ? 1 : -1));
  if (!newest || !inService || newest.publishedAt <= inService.publishedAt) return [];
  const ids = new Set(after.map(({ id }) => id));
  const own = new Set(inService.inputs.map(({ id }) => id));
  const left = newest.inputs.filter(({ id }) => !ids.has(id) && !own.has(id));
  if (left.length === 0) return [];
  const names = left.map(({ source, vintage, file }) => `${source.title.fr}, ${vintage} (${file.name})`);
  return [
    `ATTENTION : un retour en arrière avait remis en service la publication ${inService.id} ; celle-ci en part, et non de ${newest.id}, plus récente. N’y sont donc pas : ${names.join(' ; ')}. Rechargez-les si vous les voulez.`,
  ];
}

function keyOf({ source, vintage }: Input): string {
  return `${source.id} ${vintage}`;
}
