export const ENCODINGS = ['br', 'gzip'] as const;
export type Encoding = (typeof ENCODINGS)[number] | 'identity';

/** The encoding that a header `accept-encoding` likes best: brotli first, plain for who would rather have it or takes no other. */
export function bestEncoding(accepted: string): Encoding {
  const wishes = wishesOf(accepted);
  const best = Math.max(...ENCODINGS.map((encoding) => wishes(encoding)));
  // Who would rather have it plain says so: https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3
  if (best === 0 || best < wishes('identity')) return 'identity';
  return ENCODINGS.find((encoding) => wishes(encoding) === best)!; // one of them is the best
}

/** How much a header `accept-encoding` wishes for an encoding, 0 (refused) to 1; what it does not name is refused, but plain bytes. */
function wishesOf(header: string): (encoding: Encoding) => number {
  const wishes = new Map(
    header.split(',').map((item) => {
      const [name = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      return [name, weight === undefined ? 1 : Number(weight.slice(2)) || 0];
    }),
  );
  return (encoding) => wishes.get(encoding) ?? (encoding === 'identity' ? 0 : (wishes.get('*') ?? 0));
}

/** The strong tag of some content in an encoding: the same tag is the same bytes, so each encoding has its own. */
export function tagOf(content: string, encoding: Encoding): string {
  return encoding === 'identity' ? `"${content}"` : `"${content}-${encoding}"`;
}

/** Whether a header `if-none-match` names a tag, or any. */
export function namesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  const tags = header.split(',').map((text) => text.trim().replace(/^W\//, ''));
  return tags.includes(tag) || tags.includes('*');
}
