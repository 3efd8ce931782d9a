import { type Document, isMap, isNode, type LineCounter } from 'yaml';

/** Where a text of YAML says something, both from 1. */
export interface YamlPlace {
  readonly line: number;
  readonly column: number;
}

/** The place of what a path designates, or of the nearest thing around it when it is absent. */
export function placeOfPath(document: Document, lines: LineCounter, path: readonly PropertyKey[]): YamlPlace {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const last = String(path[length - 1]);
    const pair = isMap(parent) ? parent.items.find(({ key }) => String(key) === last) : undefined;
    const node = pair ? pair.key : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return toPlace(lines, node.range[0]);
  }
  return toPlace(lines, document.contents?.range?.[0] ?? 0);
}

/** The place of a character of the text. */
export function toPlace(lines: LineCounter, offset: number): YamlPlace {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}
