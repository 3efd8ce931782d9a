/** Draws once the page around a chart has been painted; returns what gives it up. Thousands of points do not hold back a whole page. */
export function afterPaint(draw: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(draw);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
