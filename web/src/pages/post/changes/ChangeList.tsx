import { VisuallyHidden } from '@mantine/core';
import { useWorkspace } from '../../../api/session.ts';
import { dateTime } from '../../../shared/times.ts';
import { useAccountName } from '../useNames.ts';
import classes from './changes.module.css';
import { type Change, shownAs } from './changeWords.ts';
import { MediaDiff } from './MediaDiff.tsx';
import { wordDiff } from './wordDiff.ts';

/** What is different, field by field: words that are gone and words that are new, pictures side by side. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  const { timeZone } = useWorkspace();
  const account = useAccountName();
  return (
    <dl className={classes.list}>
      {changes.map(change => {
        const shown = shownAs(change, { account, time: at => dateTime(at, timeZone) });
        return (
          <div key={change.field}>
            <dt>{shown.label}</dt>
            <dd>{shown.as === 'media' ? <MediaDiff before={shown.before} after={shown.after} /> : <TextDiff before={shown.before} after={shown.after} />}</dd>
          </div>
        );
      })}
    </dl>
  );
}

/** A text before and after, as one: what is gone struck through, what is new marked. */
export function TextDiff({ before, after }: { before: string; after: string }) {
  return (
    <div className={classes.text} dir="auto">
      {wordDiff(before, after).map(({ kind, text }, position) => {
        if (kind === 'same') return <span key={position}>{text}</span>;
        const Mark = kind === 'gone' ? 'del' : 'ins';
        return (
          <Mark key={position} className={kind === 'gone' ? classes.gone : classes.new}>
            <VisuallyHidden>{kind === 'gone' ? 'taken out: ' : 'new: '}</VisuallyHidden>
            {text}
          </Mark>
        );
      })}
      {after === '' && <span className={classes.none}>{before === '' ? 'nothing' : ' now nothing'}</span>}
    </div>
  );
}
