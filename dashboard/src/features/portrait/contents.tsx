import { useTranslation } from 'react-i18next';
import classes from './portrait.module.css';

interface ContentsProps {
  readonly entries: readonly { readonly anchor: string; readonly label: string }[];
}

/** The parts of a long page, one click away. */
export function Contents({ entries }: ContentsProps) {
  const { t } = useTranslation();
  if (entries.length < 3) return null;
  return (
    <nav aria-label={t('portrait.contents')} className={classes.contents} data-print="hidden">
      <ul>
        {entries.map(({ anchor, label }) => (
          <li key={anchor}>
            <a href={`#${anchor}`}>{label}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
