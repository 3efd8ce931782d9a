import type { Page } from 'playwright-core';

export interface Frames {
  readonly frames: number;
  readonly seconds: number;
  /** Milliseconds that 95 % of frames stay within. */
  readonly slowest: number;
}

/** Scrolls the grid of a page down at a steady pace, in pixels per second, and counts the frames that were drawn. */
export async function scrollFrames(page: Page, pace: number, seconds: number): Promise<Frames> {
  const lengths = await page.evaluate(
    async ([pixels, duration]) => {
      const viewport = document.querySelector('.ag-grid-viewport');
      const drawn: number[] = [];
      const started = await new Promise<number>((frame) => requestAnimationFrame(frame));
      let last = started;
      while (last - started < duration * 1000) {
        const now = await new Promise<number>((frame) => requestAnimationFrame(frame));
        drawn.push(now - last);
        last = now;
        if (viewport) viewport.scrollTop = ((now - started) / 1000) * pixels;
      }
      return drawn;
    },
    [pace, seconds] as const,
  );
  const sorted = lengths.toSorted((left, right) => left - right);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  return { frames: lengths.length, seconds: total / 1000, slowest: sorted[Math.floor(sorted.length * 0.95)] ?? 0 };
}
