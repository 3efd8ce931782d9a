interface SparklineProps {
  readonly points: readonly { readonly year: number; readonly value: number | null }[];
  /** What the line says, in words. */
  readonly label: string;
  readonly width?: number;
  readonly height?: number;
}

/** A line without axes: years to scale, every known value marked, so that a year without one shows as a gap between marks. */
export function Sparkline({ points, label, width = 132, height = 36 }: SparklineProps) {
  const known = points.filter((point): point is { year: number; value: number } => point.value !== null);
  if (known.length < 2) return null;
  const pad = 4;
  const years = known.map(({ year }) => year);
  const values = known.map(({ value }) => value);
  const x = scale(Math.min(...years), Math.max(...years), pad, width - pad);
  const y = scale(Math.min(...values), Math.max(...values), height - pad, pad);
  const last = known.at(-1)!;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <polyline
        points={known.map(({ year, value }) => `${x(year)},${y(value)}`).join(' ')}
        fill="none"
        stroke="var(--accent)"
        strokeWidth="1.75"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      {known.slice(0, -1).map(({ year, value }) => (
        <circle key={year} cx={x(year)} cy={y(value)} r="1.75" fill="var(--accent)" />
      ))}
      <circle
        cx={x(last.year)}
        cy={y(last.value)}
        r="3"
        fill="var(--accent)"
        stroke="var(--paper)"
        strokeWidth="1.25"
      />
    </svg>
  );
}

function scale(from: number, to: number, start: number, end: number): (value: number) => number {
  const span = to - from;
  return (value) => (span === 0 ? (start + end) / 2 : start + ((value - from) / span) * (end - start));
}
