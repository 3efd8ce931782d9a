import { useTranslation } from 'react-i18next';
import { formatDifference } from '../../format.ts';
import type { MovedCommuneFragment } from '../../graphql/generated.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';
import classes from './trend.module.css';

interface MovedCommunesProps {
  readonly parts: readonly MovedCommuneFragment[];
  readonly indicator: Indicator;
}

/** Each commune that joined or left, with what it brought or took away. */
export function MovedCommunes({ parts, indicator }: MovedCommunesProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (parts.length === 0) return null;
  return (
    <details className={classes.moved}>
      <summary>{t('trend.moved', { count: parts.length })}</summary>
      <ul>
        {parts.map(({ code, joined, isCut, value, territory }) => (
          <li key={`${code} ${joined}`}>
            {t(joined ? 'trend.joined' : 'trend.left', {
              name: joined && isCut ? t('trend.inPart', { name: territory?.name ?? code }) : (territory?.name ?? code),
              part: value == null ? t('trend.unknownPart') : formatDifference(locale, value, indicator),
            })}
          </li>
        ))}
      </ul>
    </details>
  );
}
