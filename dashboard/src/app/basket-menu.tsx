import { ActionIcon, Button, Indicator, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBookmark, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { emptyBasket, removeFromBasket, useBasket } from '../territories/basket.ts';
import { territoryPath } from '../url.ts';
import classes from './basket-menu.module.css';

/** « Ma sélection »: the territories carried from page to page. */
export function BasketMenu() {
  const { t } = useTranslation();
  const basket = useBasket();
  const [opened, menu] = useDisclosure(false);
  const asked = `?t=${basket.map(({ id }) => id).join(',')}`;
  return (
    <Popover
      opened={opened}
      onDismiss={menu.close}
      position="bottom-end"
      width={320}
      shadow="md"
      trapFocus
      withinPortal
    >
      <Indicator label={basket.length} size={17} disabled={basket.length === 0} offset={5} color="outremer">
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            className={classes.opener ?? ''}
            aria-label={
              basket.length === 0 ? t('common.selection') : t('common.selectionCount', { count: basket.length })
            }
            onClick={menu.toggle}
          >
            <IconBookmark size={20} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown aria-label={t('common.selection')}>
        <p className={classes.title}>{t('common.selection')}</p>
        {basket.length === 0 && <p className={classes.empty}>{t('common.selectionEmpty')}</p>}
        <ul className={classes.list}>
          {basket.map(({ id, name, level }) => (
            <li key={id}>
              <Link to={territoryPath(id)} onClick={menu.close}>
                {name}
              </Link>
              <span className={classes.level}>{t(`common.${level}`)}</span>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={t('common.remove', { name })}
                onClick={() => removeFromBasket(id)}
              >
                <IconX size={14} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
        {basket.length > 0 && (
          <div className={classes.actions}>
            <Button component={Link} to={`/comparer${asked}`} size="xs" onClick={menu.close}>
              {t('common.selectionCompare')}
            </Button>
            <Button component={Link} to={`/tendances${asked}`} size="xs" variant="default" onClick={menu.close}>
              {t('common.selectionTrend')}
            </Button>
            <Button size="xs" variant="subtle" color="gray" c="var(--ink)" onClick={emptyBasket}>
              {t('common.selectionClear')}
            </Button>
          </div>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
