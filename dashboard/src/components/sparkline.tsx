import { maybeSparkline, type SparklinePoint } from './sparkline-shape.ts';

interface SparklineProps {
  readonly points: readonly SparklinePoint[];
  /** What the line says, in words. */
  readonly label: string;
  readonly width?: number;
  readonly height?: number;
}

const PAD = 4;

/** A line without axes: years to scale, every known value marked, so that a year without one shows as a gap between marks. */
export function Sparkline({ points, label, width = 132, height = 36 }: SparklineProps) {
  const shape = maybeSparkline(points, width, height, PAD);
  if (!shape) return null;
  const { line, last } = shape;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <polyline
        points={line.map(({ x, y }) => `${x},${y}`).join(' ')}
        fill="none"
        stroke="var(--accent)"
        strokeWidth="1.75"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      {line.slice(0, -1).map(({ year, x, y }) => (
        <circle key={year} cx={x} cy={y} r="1.75" fill="var(--accent)" />
      ))}
      <circle cx={last.x} cy={last.y} r="3" fill="var(--accent)" stroke="var(--paper)" strokeWidth="1.25" />
    </svg>
  );
}
