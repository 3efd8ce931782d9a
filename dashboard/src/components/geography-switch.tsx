import { InputDescription, InputWrapper, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Geography } from '../graphql/generated.ts';
import classes from './toolbar.module.css';

interface GeographySwitchProps {
  readonly value: Geography;
  readonly onChange: (geography: Geography) => void;
  readonly described?: boolean;
}

/** Today's boundaries over the past, or those of each year. */
export function GeographySwitch({ value, onChange, described = false }: GeographySwitchProps) {
  const { t } = useTranslation();
  return (
    <InputWrapper label={t('common.geography')} labelElement="div" title={t('common.geographyHelpShort')}>
      <SegmentedControl
        className={classes.switch ?? ''}
        aria-label={t('common.geography')}
        value={value}
        onChange={(chosen) => onChange(chosen === 'PUBLISHED' ? 'PUBLISHED' : 'CONSTANT')}
        data={[
          { value: 'CONSTANT', label: t('common.CONSTANT') },
          { value: 'PUBLISHED', label: t('common.PUBLISHED') },
        ]}
      />
      {described && <InputDescription mt={6}>{t('common.geographyHelpShort')}</InputDescription>}
    </InputWrapper>
  );
}
