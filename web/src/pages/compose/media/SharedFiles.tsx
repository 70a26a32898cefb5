import { Text } from '@mantine/core';
import { addressOf } from '../../../api/client.ts';
import classes from '../compose.module.css';
import { useComposing } from '../context.ts';
import { OwnSwitch } from '../parts/OwnSwitch.tsx';

/** The files of all as one account gets them: to look at, until it gets its own. */
export function SharedFiles() {
  const { draft } = useComposing();
  return (
    <>
      {draft.items.length === 0 ? (
        <Text size="sm" c="dimmed" mb="xs">There are no files for all yet.</Text>
      ) : (
        <ul className={classes.shared} aria-label="As for all">
          {draft.items.map(({ media, altText }) => (
            <li key={media.id}><img src={addressOf(`/api/v1/media/${media.id}/thumbnail`)} alt={altText || media.fileName} loading="lazy" /></li>
          ))}
        </ul>
      )}
      <OwnSwitch field="items" />
    </>
  );
}
