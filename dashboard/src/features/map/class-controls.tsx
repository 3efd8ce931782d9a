import { Select, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import toolbar from '../../components/toolbar.module.css';
import { formatNumber } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { TerritoryRef } from '../../territories/territory.ts';
import { CLASS_COUNTS, type ClassMethod, type MapView, toBounds } from '../../url.ts';
import { readBounds } from './bounds.ts';
import type { ChangeView } from './toolbar.tsx';

const METHODS: readonly ClassMethod[] = ['QUANTILES', 'JENKS', 'EQUAL', 'MANUAL', 'BENCHMARK'];

interface ClassControlsProps {
  readonly view: MapView;
  readonly change: ChangeView;
  /** Territories whose figure colours may be chosen around. */
  readonly benchmarks: readonly TerritoryRef[];
  /** Bounds now on the map, from which the reader starts their own. */
  readonly bounds: readonly number[];
}

/** How figures are cut into classes. */
export function ClassControls({ view, change, benchmarks, bounds }: ClassControlsProps) {
  const { t } = useTranslation();
  const { method, classes, benchmark } = view;
  const choose = (chosen: ClassMethod) =>
    change({
      method: chosen,
      ...(chosen === 'MANUAL' && view.bounds.length === 0 ? { bounds: toBounds(bounds) } : {}),
    });
  return (
    <>
      <Select
        className={toolbar.medium ?? ''}
        label={t('map.method')}
        value={method}
        onChange={(chosen) => choose(METHODS.find((known) => known === chosen) ?? 'QUANTILES')}
        data={METHODS.map((value) => ({ value, label: t(`map.${value}`) }))}
        allowDeselect={false}
      />
      {method === 'MANUAL' && <Bounds value={view.bounds} onChange={(chosen) => change({ bounds: chosen })} />}
      {method === 'BENCHMARK' && (
        <Select
          className={toolbar.narrow ?? ''}
          label={t('map.benchmark')}
          value={benchmark}
          onChange={(chosen) => chosen && change({ benchmark: chosen })}
          data={benchmarks.map(({ id, name }) => ({ value: id, label: name }))}
          allowDeselect={false}
        />
      )}
      {method !== 'MANUAL' && method !== 'BENCHMARK' && (
        <Select
          label={t('map.classes')}
          w={100}
          value={String(classes)}
          onChange={(chosen) => change({ classes: Number(chosen) })}
          data={CLASS_COUNTS.map(String)}
          allowDeselect={false}
        />
      )}
    </>
  );
}

interface BoundsProps {
  readonly value: readonly number[];
  readonly onChange: (bounds: readonly number[]) => void;
}

/** Bounds as the reader writes them, `10 ; 12,5 ; 20`: read when they press Enter or leave. */
function Bounds({ value, onChange }: BoundsProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const written = value.map((bound) => formatNumber(locale, bound, decimalsOf(bound))).join(' ; ');
  const [text, setText] = useState(written);
  useEffect(() => setText(written), [written]);
  const settle = () => {
    const bounds = readBounds(text);
    if (bounds.join() === value.join()) setText(written);
    else onChange(bounds);
  };
  return (
    <TextInput
      className={toolbar.search ?? ''}
      label={t('map.bounds')}
      placeholder="10 ; 12,5 ; 20"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => event.key === 'Enter' && settle()}
    />
  );
}

function decimalsOf(bound: number): number {
  return Math.min(6, String(bound).split('.')[1]?.length ?? 0);
}
