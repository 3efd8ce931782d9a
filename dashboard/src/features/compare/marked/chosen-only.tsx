import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Catalogue } from '../../../indicators/use-catalogue.ts';
import type { MarkedView } from '../../../marked-url.ts';
import classes from './marked.module.css';
import type { ChangeMarked } from './marked-gaps.tsx';
import { type MarkedLine, recurrent } from './to-marked.ts';

interface ChosenOnlyProps {
  readonly view: MarkedView;
  readonly change: ChangeMarked;
  readonly catalogue: Catalogue;
  /** The gaps of the theme and on the side that are asked for. */
  readonly lines: readonly MarkedLine[];
}

/** The one indicator or territory that the reader chose to see, or the territories that come up most often. */
export function ChosenOnly({ view: { indicator, only }, change, catalogue, lines }: ChosenOnlyProps) {
  const { t } = useTranslation();
  const named = [
    ...(indicator === undefined
      ? []
      : [{ key: 'indicator', name: catalogue.byId.get(indicator)?.shortLabel ?? indicator } as const]),
    ...(only === undefined
      ? []
      : [{ key: 'only', name: lines.find(({ territory }) => territory.id === only)?.territory.name ?? only } as const]),
  ];
  if (named.length > 0) {
    return (
      <p className={classes.chips} data-print="hidden">
        <span>
          {t('marked.onlyThese')}
          {t('common.colon')}
        </span>
        {named.map(({ key, name }) => (
          <Button
            key={key}
            size="compact-xs"
            variant="light"
            rightSection={<IconX size={13} aria-hidden />}
            aria-label={t('marked.clearOne', { name })}
            onClick={() => change({ [key]: undefined })}
          >
            {name}
          </Button>
        ))}
      </p>
    );
  }
  const often = recurrent(lines);
  if (often.length === 0) return null;
  return (
    <p className={classes.chips} data-print="hidden">
      <span>
        {t('marked.recurrent')}
        {t('common.colon')}
      </span>
      {often.map(({ territory: { id, name }, count }) => (
        <Button key={id} size="compact-xs" variant="default" onClick={() => change({ only: id })}>
          {`${name} (${count})`}
        </Button>
      ))}
    </p>
  );
}
