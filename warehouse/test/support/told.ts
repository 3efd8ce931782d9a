/** An answer with what its parts tell when asked to. */
export async function told(answer: unknown): Promise<unknown> {
  if (typeof answer === 'function') return told(await answer());
  if (Array.isArray(answer)) return Promise.all(answer.map(told));
  if (typeof answer !== 'object' || answer === null || ArrayBuffer.isView(answer)) return answer;
  const entries = await Promise.all(Object.entries(answer).map(async ([name, part]) => [name, await told(part)]));
  return Object.fromEntries(entries);
}
