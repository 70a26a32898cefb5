import { Plus } from 'lucide-react';
import type { Place } from '../../../api/planning.ts';
import { CategoryDot } from '../../../shared/CategoryMark.tsx';
import { timeOfDay } from '../../../shared/times.ts';
import { useCategory } from '../categories.ts';
import { type Accounts, accountNames, Initials } from '../Initials.tsx';
import classes from './places.module.css';
import type { PlacesOfDay } from './places.ts';

interface Props {
  place: Place | PlacesOfDay;
  accounts: Accounts;
  zone: string;
  /** Hardly any room: only what cannot be left out. */
  narrow?: boolean;
}

/** A place to fill in the grid, or several of a day. Plain HTML, like an entry. */
export function PlaceChip({ place, accounts, zone, narrow = false }: Props) {
  const category = useCategory('categoryId' in place ? place.categoryId : null);
  if ('count' in place) {
    return (
      <div className={classes.chip} data-narrow={narrow || undefined}>
        <Plus className={classes.icon} size={12} aria-hidden />
        {narrow && '+'}{place.count}<span className={narrow ? 'unseen' : undefined}> places</span><span className="unseen"> to fill</span>
      </div>
    );
  }
  return (
    <div className={classes.chip} data-narrow={narrow || undefined} title={`A place to fill · ${category?.name ?? 'any post'} · ${accountNames([place.channelId], accounts)}`}>
      <Plus className={classes.icon} size={12} aria-hidden />
      <span className="unseen">A place to fill: </span>
      <span className={classes.time}>{timeOfDay(place.at, zone)}</span>
      {category && !narrow && <CategoryDot colour={category.colour} size={8} />}
      <span className={narrow || !category ? 'unseen' : classes.name}><bdi>{category?.name ?? 'Any post'}</bdi></span>
      {!narrow && <Initials ids={[place.channelId]} accounts={accounts} />}
    </div>
  );
}
