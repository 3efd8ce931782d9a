export interface ImportStatement {
  readonly from: string;
  /** Nothing remains of it once types are erased. */
  readonly typeOnly: boolean;
}

/** Reads the imports of a module: `import`, `export ... from`, `import()`. Comments and text between quotes hold none. */
export function importsOf(source: string): readonly ImportStatement[] {
  const { code, texts } = setTextsAside(source);
  const statements = code.matchAll(/(?<![\w$.])(?:import|export)(?:\s+(type)\b)?[\s\w$*{},]*?(?:\bfrom\s*)?"(\d+)"/g);
  const calls = code.matchAll(/(?<![\w$.])import\s*\(\s*"(\d+)"/g);
  return [
    ...[...statements].map(([, type, text]) => ({ from: texts[Number(text)]!, typeOnly: type !== undefined })),
    ...[...calls].map(([, text]) => ({ from: texts[Number(text)]!, typeOnly: false })),
  ];
}

/** Replaces every comment by nothing and every text by `"<its number>"`, so that code can be matched alone. */
export function setTextsAside(source: string): { readonly code: string; readonly texts: readonly string[] } {
  const texts: string[] = [];
  const token =
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\[\s\S])*)`|(?<=[=(,:;!&|?{}[\]]\s*)\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[dgimsuvy]*/g;
  const code = source.replace(token, (found, single?: string, double?: string, template?: string) => {
    if (found.startsWith('/*') || found.startsWith('//')) return '';
    texts.push(single ?? double ?? template ?? found);
    return `"${texts.length - 1}"`;
  });
  return { code, texts };
}
