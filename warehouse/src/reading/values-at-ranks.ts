/** Turns after which a part is sorted: each leaves about half of it, unless the values are in an order made to prevent it. */
const PATIENCE = 48;

/**
 * The values that some ascending ranks would have were all of them sorted, which takes three times as long as to find these few; undefined beyond the
 * last one. Changes the order of the values, of which none is NaN.
 */
export function valuesAtRanks(values: Float64Array, ranks: readonly number[]): readonly (number | undefined)[] {
  let low = 0;
  return ranks.map((rank) => {
    settle(values, low, values.length - 1, rank);
    low = Math.max(low, rank);
    return values[rank];
  });
}

/** Moves values so that none before a rank is greater than the one there, and none after it is less. */
function settle(values: Float64Array, first: number, last: number, rank: number): void {
  let [low, high] = [first, last];
  for (let turn = 0; low < high; turn++) {
    if (turn === PATIENCE) {
      values.subarray(low, high + 1).sort();
      return;
    }
    const pivot = middleOf(values[low]!, values[(low + high) >>> 1]!, values[high]!);
    let [left, right] = [low, high];
    while (left <= right) {
      while (values[left]! < pivot) left++;
      while (values[right]! > pivot) right--;
      if (left > right) break;
      const value = values[left]!;
      values[left++] = values[right]!;
      values[right--] = value;
    }
    if (rank <= right) high = right;
    else if (rank >= left) low = left;
    else return;
  }
}

function middleOf(one: number, other: number, third: number): number {
  return Math.max(Math.min(one, other), Math.min(Math.max(one, other), third));
}
