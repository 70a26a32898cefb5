import classes from '../compose.module.css';

/** A hashtag that can be taken out with the pointer; by keyboard, Backspace in the field does it. */
export function TagPill({ tag, onRemove }: { tag: string; onRemove?: (() => void) | undefined }) {
  return (
    <span className={classes.tagPill}>
      <bdi>#{tag}</bdi>
      {onRemove && (
        <button type="button" onClick={onRemove} aria-label={`Remove #${tag}`}>
          ×
        </button>
      )}
    </span>
  );
}
