import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import classes from './disclosure.module.css';

/** Something that is folded away until somebody wants it; it is fetched no earlier. */
export function Disclosure({ label, isOpenAtFirst = false, children }: { label: string; isOpenAtFirst?: boolean; children: ReactNode }) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  return (
    <details className={classes.details} open={isOpen} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>
        <ChevronRight size={16} aria-hidden />
        {label}
      </summary>
      {isOpen && <div className={classes.content}>{children}</div>}
    </details>
  );
}
