import { Alert, Button, Group } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { hasAt } from '../../indicators/counted.ts';
import type { Catalogue, Indicator } from '../../indicators/use-catalogue.ts';
import type { MapView } from '../../url.ts';
import type { DrawnLevel, Place } from './layer.ts';

const PROPOSED = 3;

/** Does no territory have a figure because the indicator is never added up? */
export function isNeverAdded(places: readonly Place[]): boolean {
  return places.length > 0 && places.every(({ state }) => state === 'NOT_AGGREGABLE');
}

/** Indicators of the same theme that have figures at a level, those of the same unit first. */
export function insteadOf(
  { id, theme, unit }: Indicator,
  level: DrawnLevel,
  { indicators }: Pick<Catalogue, 'indicators'>,
): readonly Indicator[] {
  return indicators
    .filter((one) => one.id !== id && one.theme.id === theme.id && one.sliceOf === null && isKnownAt(one, level))
    .toSorted((left, right) => Number(right.unit === unit) - Number(left.unit === unit))
    .slice(0, PROPOSED);
}

function isKnownAt({ years }: Indicator, level: DrawnLevel): boolean {
  return years.some((year) => hasAt(year, level));
}

interface NoShadeProps {
  readonly indicator: Indicator;
  readonly level: DrawnLevel;
  readonly catalogue: Catalogue;
  readonly change: (change: Partial<MapView>) => void;
}

/** What to map instead of an indicator that no territory of a level has, since it is never added up. */
export function NoShade({ indicator, level, catalogue, change }: NoShadeProps) {
  const { t } = useTranslation();
  const others = insteadOf(indicator, level, catalogue);
  return (
    <Alert role="note" icon={<IconInfoCircle aria-hidden />} title={t('map.noShade', { indicator: indicator.label })}>
      <p>{t('map.noShadeText')}</p>
      <Group gap="xs">
        {level !== 'COMMUNE' && isKnownAt(indicator, 'COMMUNE') && (
          <Button variant="default" size="xs" onClick={() => change({ level: 'COMMUNE' })}>
            {t('map.noShadeCommunes')}
          </Button>
        )}
        {others.map(({ id, label }) => (
          <Button key={id} variant="default" size="xs" onClick={() => change({ indicator: id })}>
            {label}
          </Button>
        ))}
      </Group>
    </Alert>
  );
}
