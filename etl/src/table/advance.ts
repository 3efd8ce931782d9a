/** Told every few thousand rows how many are read and checked, and the share of the whole reading, from 0 to 1, that is done. */
export type Advance = (rows: number, share: number) => void;

/** Rows between two calls. */
export const ROWS_TOLD = 4_096;

/** Share of the time that finding rows and fields takes, the rest being their codes and values. */
const SCANNING = 0.3;

/** Tells of the scanning of `length` bytes. */
export function whileScanning(advance: Advance | undefined, length: number): ((bytes: number) => void) | undefined {
  return advance && ((bytes) => advance(0, (SCANNING * bytes) / length));
}

/** Tells of the checking of the rows of a file, of which there are `total` over the several tables that it is cut into. */
export function whileChecking(
  advance: Advance | undefined,
  rows: number,
  total: number,
): ((checked: number) => void) | undefined {
  let done = 0;
  return (
    advance &&
    ((checked) => {
      done = Math.min(done + checked, total);
      advance(Math.round((rows * done) / total), SCANNING + ((1 - SCANNING) * done) / total);
    })
  );
}
