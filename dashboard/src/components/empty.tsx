import type { ReactNode } from 'react';
import classes from './empty.module.css';

interface EmptyProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly icon?: ReactNode;
}

/** An empty state: what is missing, and what to do about it. */
export function Empty({ title, children, icon }: EmptyProps) {
  return (
    <div className={classes.empty}>
      {icon && (
        <div className={classes.icon} aria-hidden="true">
          {icon}
        </div>
      )}
      <p className={classes.title}>{title}</p>
      <div className={classes.text}>{children}</div>
    </div>
  );
}
