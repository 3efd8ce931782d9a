import classes from './curve-key.module.css';
import { type CurveSymbol, symbolOf } from './line-chart-option.ts';
import { SERIES_COLOURS } from './series-colours.ts';

/** Names of curves with their colours and their symbols, where the chart has no room for them. The table behind names them too. */
export function CurveKey({ names }: { readonly names: readonly string[] }) {
  return (
    <ul className={classes.key} aria-hidden="true">
      {names.map((name, index) => {
        const colour = SERIES_COLOURS[index % SERIES_COLOURS.length]!; // of a list that is not empty
        const { shape, isOpen } = symbolOf(index);
        const paint = { fill: isOpen ? 'var(--surface)' : colour, stroke: colour, strokeWidth: isOpen ? 2 : 0 };
        return (
          <li key={name}>
            <svg aria-hidden="true" width="26" height="12" viewBox="0 0 26 12">
              <path
                d="M0 6H26"
                stroke={colour}
                strokeWidth="2"
                strokeDasharray={index >= SERIES_COLOURS.length ? '4 3' : undefined}
              />
              <Mark shape={shape} {...paint} />
            </svg>
            {name}
          </li>
        );
      })}
    </ul>
  );
}

interface MarkProps {
  readonly shape: CurveSymbol['shape'];
  readonly fill: string;
  readonly stroke: string;
  readonly strokeWidth: number;
}

function Mark({ shape, ...paint }: MarkProps) {
  if (shape === 'rect') return <rect x="9" y="2" width="8" height="8" {...paint} />;
  if (shape === 'triangle') return <path d="M13 1.5L17.5 10H8.5Z" {...paint} />;
  if (shape === 'diamond') return <path d="M13 1L17.5 6L13 11L8.5 6Z" {...paint} />;
  return <circle cx="13" cy="6" r="4" {...paint} />;
}
