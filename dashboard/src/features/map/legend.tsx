import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { LegendEntry, Swatch } from './legend-entries.ts';
import classes from './map.module.css';
import { BROKEN } from './paint.ts';
import { type Palette, TEXTURES, TILE } from './palette.ts';

interface LegendProps {
  readonly entries: readonly LegendEntry[];
  readonly palette: Palette;
  /** Pixels on the screen for one unit of the plan. */
  readonly unit: number;
  /** What else must be known to read the map. */
  readonly remarks: readonly string[];
}

/** What colours, discs and textures mean, and how many territories have each. */
export function Legend({ entries, palette, unit, remarks }: LegendProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const counted = (count: number) => ({ count, formatted: formatNumber(locale, count) });
  return (
    <div className={classes.legend}>
      <h3>{t('map.legend')}</h3>
      <ul aria-label={t('map.legend')}>
        {entries.map(({ swatch, text, count }) => (
          <li key={text}>
            <SwatchDrawing swatch={swatch} palette={palette} unit={unit} />
            <span>{text}</span>
            {count !== undefined && <span className={classes.count}>{t('map.territories', counted(count))}</span>}
          </li>
        ))}
      </ul>
      {remarks.map((remark) => (
        <p key={remark}>{remark}</p>
      ))}
    </div>
  );
}

type SwatchProps = Pick<LegendProps, 'palette' | 'unit'> & { readonly swatch: Swatch };

function SwatchDrawing({ swatch, palette, unit }: SwatchProps) {
  if ('radius' in swatch) {
    const radius = Math.max(1.5, swatch.radius * unit);
    const side = Math.max(12, 2 * radius + 2);
    return (
      <svg width={side} height={side} aria-hidden="true" className={classes.disc}>
        <circle
          cx={side / 2}
          cy={side / 2}
          r={radius}
          fill={swatch.negative ? palette.negativeDisc : palette.disc}
          opacity={0.75}
        />
      </svg>
    );
  }
  if ('broken' in swatch) {
    return (
      <svg width="26" height="18" aria-hidden="true" className={classes.swatch}>
        <rect
          x="1"
          y="1"
          width="24"
          height="16"
          fill="none"
          stroke={palette.ink}
          strokeWidth="1.4"
          strokeDasharray={BROKEN.join(' ')}
        />
      </svg>
    );
  }
  const colour = 'colour' in swatch ? swatch.colour : palette.surface;
  const tiles = 'hatch' in swatch ? [0, 1, 2, 3, 4, 5] : [];
  return (
    <svg width="26" height="18" aria-hidden="true" className={classes.swatch}>
      <rect width="26" height="18" fill={colour} />
      {'hatch' in swatch &&
        tiles.map((tile) => (
          <path
            key={tile}
            transform={`translate(${(tile % 3) * TILE} ${Math.floor(tile / 3) * TILE})`}
            d={TEXTURES[swatch.hatch]}
            stroke={palette.texture}
            strokeWidth="1.2"
          />
        ))}
      <rect x="0.5" y="0.5" width="25" height="17" fill="none" stroke={palette.border} />
    </svg>
  );
}
