import type { Input } from '@boussole/warehouse';

/** Says in English what a publication added, replaced or removed; sources that it no longer has keep their French title. */
export function explainPublicationChangeInEnglish(sentence: string, inputs: readonly Pick<Input, 'source'>[]): string {
  const [, kind = '', title = '', vintage, file, moved = ''] = SENTENCE.exec(sentence) ?? [];
  const verb = VERBS[kind];
  if (!verb) return sentence;
  const known = inputs.find(({ source }) => source.title.fr === title);
  return `${verb}: ${known?.source.title.en ?? title}, vintage ${vintage} (${file})${moved.replace(MOVED, tellMoved)}.`;
}

const SENTENCE =
  /^(Ajout|Remplacement|Retrait) : (.+), millésime ([^,(]+) \(([^()]+(?:\([^()]*\)[^()]*)*)\)( : .+)?\.$/;
const VERBS: Readonly<Record<string, string>> = { Ajout: 'Added', Remplacement: 'Replaced', Retrait: 'Removed' };
const MOVED = /^ : ([\d\s]+) chiffres? modifiés?, ([\d\s]+) nouveaux?, ([\d\s]+) retirés?$/;

function tellMoved(_: string, ...counts: readonly string[]): string {
  const [changed, added, removed] = counts
    .slice(0, 3)
    .map((count) => Number(count.replaceAll(/\D/g, '')).toLocaleString('en-GB'));
  return `: ${changed} ${changed === '1' ? 'figure' : 'figures'} changed, ${added} new, ${removed} removed`;
}
