import { ActionIcon } from '@mantine/core';
import { type LucideIcon, X } from 'lucide-react';
import type { ReactNode } from 'react';
import classes from './Note.module.css';

interface Props {
  /** One of the theme's colours; see `state-*` in theme.css. */
  colour: string;
  icon: LucideIcon;
  title?: ReactNode;
  children?: ReactNode;
  /** `alert` for what has just gone wrong; nothing for what the page shows anyway. */
  role?: 'alert' | 'status';
  /** Gives it a button that takes it away. */
  onDismiss?: () => void;
}

/** Something that stands out on a page: what is wrong, why, and the way to mend it. Its colours hold AA in both themes. */
export function Note({ colour, icon: Icon, title, children, role, onDismiss }: Props) {
  return (
    <div className={`state-${colour} ${classes.note}`} role={role}>
      <span className={classes.icon}><Icon size={20} aria-hidden /></span>
      <div className={classes.text}>
        {title !== undefined && <div className={classes.title} dir="auto">{title}</div>}
        {children}
      </div>
      {onDismiss && (
        <ActionIcon variant="subtle" color="gray" c="inherit" size={26} onClick={onDismiss} aria-label="Dismiss">
          <X size={16} aria-hidden />
        </ActionIcon>
      )}
    </div>
  );
}
