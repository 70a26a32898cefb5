import { addressOf, type Schemas } from '../../api/client.ts';
import classes from './Preview.module.css';
import { Thumbnail } from './Thumbnail.tsx';

/** The item itself: a video plays, an animation moves, a picture is shown. */
export function Preview({ media }: { media: Schemas['MediaResponse'] }) {
  const file = addressOf(`/api/v1/media/${media.id}/content`);
  const thumbnail = addressOf(`/api/v1/media/${media.id}/thumbnail`);
  return (
    <div className={classes.frame}>
      {media.kind === 'video' ? (
        <video className={classes.content} src={file} poster={thumbnail} controls preload="metadata" playsInline aria-label={`Video ${media.fileName}`} />
      ) : media.contentType === 'image/gif' ? (
        <img className={classes.content} src={file} alt={`Animation ${media.fileName}`} />
      ) : (
        <Thumbnail media={media} alt={`Picture ${media.fileName}`} className={classes.content} />
      )}
    </div>
  );
}
