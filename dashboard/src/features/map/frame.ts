import type { MapFrame } from '../../url.ts';
import { WIDTH } from './plan.ts';

/** What part of a plan is seen: how many times larger than the whole, around which point of the plan. */
export type Frame = MapFrame;

export const LARGEST_SCALE = 40;
const STEP = 1.6;

/** The whole plan. */
export function wholeFrame(height: number): Frame {
  return { scale: 1, x: WIDTH / 2, y: height / 2 };
}

/** The frame that an address names, kept within the plan. */
export function toFrame(asked: Frame | undefined, height: number): Frame {
  return asked ? within(asked, height) : wholeFrame(height);
}

/** Zooms by steps, keeping a point of the plan where it is on the screen. */
export function zoomed(frame: Frame, steps: number, height: number, around: readonly [number, number]): Frame {
  const scale = Math.min(LARGEST_SCALE, Math.max(1, frame.scale * STEP ** steps));
  const ratio = frame.scale / scale;
  const [x, y] = around;
  return within({ scale, x: x + (frame.x - x) * ratio, y: y + (frame.y - y) * ratio }, height);
}

/** Moves by a distance on the plan. */
export function moved(frame: Frame, x: number, y: number, height: number): Frame {
  return within({ ...frame, x: frame.x + x, y: frame.y + y }, height);
}

/** The same frame, moved when it does not show a point of the plan. */
export function showing(frame: Frame, [x, y]: readonly [number, number], height: number): Frame {
  const seen = Math.abs(x - frame.x) < WIDTH / frame.scale / 2 && Math.abs(y - frame.y) < height / frame.scale / 2;
  return seen ? frame : within({ ...frame, x, y }, height);
}

export function isWhole({ scale }: Frame): boolean {
  return scale <= 1.001;
}

function within({ scale, x, y }: Frame, height: number): Frame {
  const bounded = Math.min(LARGEST_SCALE, Math.max(1, scale));
  const [halfWidth, halfHeight] = [WIDTH / bounded / 2, height / bounded / 2];
  return {
    scale: bounded,
    x: Math.min(WIDTH - halfWidth, Math.max(halfWidth, x)),
    y: Math.min(height - halfHeight, Math.max(halfHeight, y)),
  };
}
