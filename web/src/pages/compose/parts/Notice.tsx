import { ActionIcon } from '@mantine/core';
import { type LucideIcon, X } from 'lucide-react';
import type { ReactNode } from 'react';
import classes from '../compose.module.css';

interface Props {
  colour: 'blue' | 'yellow' | 'orange' | 'red' | 'green';
  icon: LucideIcon;
  title?: string;
  role?: 'status' | 'alert';
  children?: ReactNode;
  onDismiss?: () => void;
}

/** Something to be told in a box, in the colours of states, which hold AA in both themes. */
export function Notice({ colour, icon: Icon, title, role, children, onDismiss }: Props) {
  return (
    <div className={`${classes.notice} state state-${colour}`} role={role}>
      <Icon size={18} aria-hidden />
      <div>
        {title !== undefined && (
          <p className={classes.noticeTitle} dir="auto">
            {title}
          </p>
        )}
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
