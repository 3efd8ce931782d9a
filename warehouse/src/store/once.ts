/** What is worked out of two objects, once for each pair as long as both live: neither of them ever changes. */
export function oncePerPair<A extends object, B extends object, Made>(
  make: (one: A, other: B) => Made,
): (one: A, other: B) => Made {
  const known = new WeakMap<B, WeakMap<A, { readonly made: Made }>>();
  return (one, other) => {
    const ofOther = known.get(other) ?? new WeakMap<A, { readonly made: Made }>();
    known.set(other, ofOther);
    const entry = ofOther.get(one) ?? { made: make(one, other) };
    ofOther.set(one, entry);
    return entry.made;
  };
}
