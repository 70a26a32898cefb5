import { SquareCheckBig } from 'lucide-react';
import { timeOfDay } from '../../shared/times.ts';
import { POST_TYPES, wordsOf } from '../../words/states.ts';
import { useMark } from '../posts/selectionStore.ts';
import { useCategory } from './categories.ts';
import { type Entry, idOf } from './entries.ts';
import { type Accounts, Initials } from './Initials.tsx';
import { Thumbnail } from './Thumbnail.tsx';
import classes from './calendar.module.css';

interface Props {
  entry: Entry;
  accounts: Accounts;
  zone: string;
  /** There is room for one line only. */
  short?: boolean;
  /** Hardly any room: only what cannot be left out. */
  narrow?: boolean;
}

/** An entry in the grid. A grid has hundreds of them, so this is plain HTML. */
export function EntryChip({ entry, accounts, zone, short = false, narrow = false }: Props) {
  const mark = useMark(entry.postId);
  const words = wordsOf(entry.state, entry.approval);
  const Icon = words.icon;
  const category = useCategory(entry.categoryId);
  return (
    <div className={classes['chip']} data-entry={idOf(entry)} data-short={short || narrow || undefined} data-narrow={narrow || undefined} data-selected={mark === true || undefined} data-category={category && true} style={category && { borderInlineStartColor: category.colour }} title={[words.word, POST_TYPES[entry.type], category?.name, entry.title].filter(Boolean).join(' · ')}>
      {!short && !narrow && <span className={classes['picture']}><Thumbnail mediaId={entry.mediaId} type={entry.type} size={30} /></span>}
      <span className={classes['facts']}>
        {mark === true && <SquareCheckBig className={classes['icon']} size={13} aria-hidden />}
        <Icon className={classes['icon']} size={13} aria-hidden />
        <span className="unseen">{mark === true && 'Selected, '}{words.word}{category && `, ${category.name}`}</span>
        <span className={classes['time']}>{timeOfDay(entry.at, zone)}</span>
        {!narrow && <Initials ids={entry.channelIds} accounts={accounts} />}
      </span>
      <span className={narrow ? 'unseen' : classes['title']} dir="auto">{entry.title}</span>
    </div>
  );
}
