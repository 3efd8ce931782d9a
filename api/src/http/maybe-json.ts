/** Reads JSON; undefined for what is none, which is for others to refuse. */
export function maybeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
