import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import type { Place } from '../../../api/planning.ts';
import { CategoryDot } from '../../../shared/CategoryMark.tsx';
import { timeOfDay } from '../../../shared/times.ts';
import { useCategory } from '../categories.ts';
import { type Accounts, accountNames } from '../Initials.tsx';
import classes from './places.module.css';
import { composeSearch, placeId } from './places.ts';

interface Props {
  places: readonly Place[];
  accounts: Accounts;
  zone: string;
}

/** The places to fill of a day, as ways to a new post for each. */
export function PlaceLinks({ places, ...rest }: Props) {
  if (places.length === 0) return null;
  return (
    <ul className={classes.links} aria-label="Places to fill">
      {places.map(place => <li key={placeId(place)}><PlaceLink place={place} {...rest} /></li>)}
    </ul>
  );
}

function PlaceLink({ place, accounts, zone }: Omit<Props, 'places'> & { place: Place }) {
  const category = useCategory(place.categoryId);
  return (
    <Link to="/compose" search={composeSearch(place) as never} className={classes.link}>
      <Plus size={14} className={classes.icon} aria-hidden />
      <span className="unseen">New post at </span>
      <span className={classes.time}>{timeOfDay(place.at, zone)}</span>
      <span className={classes.name}>{accountNames([place.channelId], accounts)}</span>
      {category && <CategoryDot colour={category.colour} size={8} />}
      {category && <bdi className={classes.name}>{category.name}</bdi>}
    </Link>
  );
}
