import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './page.module.css';

interface PageProps {
  /** Title of the document, without the name of the site. */
  readonly title: string;
  readonly heading?: ReactNode;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
  readonly wide?: boolean;
}

/** One page: document title, one `h1` that takes the focus when the reader arrives from another page. */
export function Page({ title, heading, lead, children, wide = false }: PageProps) {
  const { t } = useTranslation();
  return (
    <div className={wide ? classes.wide : classes.page} data-paper={wide ? 'landscape' : 'portrait'}>
      <title>{title ? `${title} – Boussole` : `Boussole – ${t('common.tagline')}`}</title>
      {heading !== undefined && (
        <div className={classes.head}>
          <Heading>{heading}</Heading>
          {lead !== undefined && <div className={classes.lead}>{lead}</div>}
        </div>
      )}
      {children}
    </div>
  );
}

/** The title of a page. It takes the focus after a navigation, so that a screen reader announces the new page. */
export function Heading({ children, className }: { readonly children: ReactNode; readonly className?: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const navigated = window.history.state?.idx > 0;
    if (navigated && (document.activeElement === document.body || document.activeElement?.closest('header, main'))) {
      heading.current?.focus({ preventScroll: true });
    }
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1} className={className ?? classes.heading}>
      {children}
    </h1>
  );
}
