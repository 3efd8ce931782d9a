import { Anchor, List } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.tsx';

const CHECKED = [
  'checkedRules',
  'checkedThemes',
  'checkedWidth',
  'checkedKeyboard',
  'checkedStates',
  'checkedTables',
] as const;
const UNCHECKED = ['uncheckedReaders', 'uncheckedGrid', 'uncheckedFiles'] as const;
const DEFENDER = 'https://formulaire.defenseurdesdroits.fr/';

/** What was checked of accessibility, what was not, and whom to tell. */
export function Accessibility() {
  const { t } = useTranslation();
  return (
    <Page title={t('accessibility.title')} heading={t('accessibility.title')} lead={t('accessibility.lead')}>
      <h2>{t('accessibility.status')}</h2>
      <p>{t('accessibility.statusText')}</p>
      <h2>{t('accessibility.checked')}</h2>
      <List spacing="xs">
        {CHECKED.map((key) => (
          <List.Item key={key}>{t(`accessibility.${key}`)}</List.Item>
        ))}
      </List>
      <h2>{t('accessibility.unchecked')}</h2>
      <List spacing="xs">
        {UNCHECKED.map((key) => (
          <List.Item key={key}>{t(`accessibility.${key}`)}</List.Item>
        ))}
      </List>
      <h2>{t('accessibility.report')}</h2>
      <p>{t('accessibility.reportText')}</p>
      <p>
        {t('accessibility.defender')}{' '}
        <Anchor href={DEFENDER} underline="always">
          {t('accessibility.defenderLink')}
        </Anchor>
      </p>
    </Page>
  );
}
