/** An answer with what its parts tell when asked to. */
export async function told(answer: unknown): Promise<unknown> {
  if (typeof answer === 'function') return told(await answer());
  if (Array.isArray(answer)) return Promise.all(answer.map(told));
  if (typeof answer !== 'object' || answer === null || ArrayBuffer.isView(answer)) return answer;
  const parts = [...Object.entries(answer), ...partsOfClass(answer)];
  return Object.fromEntries(await Promise.all(parts.map(async ([name, part]) => [name, await told(part)])));
}

/** What an object of a class of ours tells by its getters, and by its methods that take nothing. */
function partsOfClass(answer: object): readonly (readonly [string, unknown])[] {
  const prototype: object = Object.getPrototypeOf(answer);
  if (!String(prototype.constructor).startsWith('class')) return [];
  return Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(([name, { get, value }]) => {
    if (get) return [[name, get.call(answer)] as const];
    const isAsked = name !== 'constructor' && typeof value === 'function' && value.length === 0;
    return isAsked ? [[name, () => value.call(answer)] as const] : [];
  });
}
