import { Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Problem } from '../../api/problem.ts';
import { CopyButton } from '../../shared/CopyButton.tsx';
import { Trouble } from '../../shared/Trouble.tsx';
import { postFor } from '../post/content/forAccount.ts';
import { LongText } from '../post/parts/LongText.tsx';
import { postQuery } from '../post/queries.ts';
import { captionAsSent } from '../post/rules/captionAsSent.ts';
import { Files } from './Files.tsx';
import classes from './handover.module.css';
import type { Handover } from './queries.ts';

/** Everything that is needed to publish a post by hand: what to do, the files to save, and what to paste. */
export function Content({ card }: { card: Handover }) {
  const query = useQuery(postQuery(card.postId));
  if (query.isError) return query.error instanceof Problem && query.error.status === 404 ? <Text size="sm" c="dimmed">The post was deleted.</Text> : <Trouble error={query.error} retry={() => void query.refetch()} />;
  if (query.data === undefined) return <Skeleton height={140} radius="md" role="status" aria-label="Loading the post" />;
  const own = postFor(query.data, card.channelId);
  const { text, tags } = captionAsSent(own.caption, own.hashtags);
  const caption = own.type === 'story' ? '' : [text, tags.join(' ')].filter(part => part !== '').join('\n\n');
  return (
    <div className={classes.content}>
      <Stack gap="sm" miw={0}>
        {card.steps !== null && (
          <div>
            <Title order={3} size="h6" mb="sm">What to do</Title>
            <ol className={classes.steps}>{card.steps.map(step => <li key={step}>{step}</li>)}</ol>
          </div>
        )}
        <Files post={query.data} channelId={card.channelId} />
      </Stack>
      <Stack gap="sm" miw={0}>
        {caption !== '' && <ToPaste title="Caption" text={caption} />}
        {own.options.firstComment && <ToPaste title="First comment" text={own.options.firstComment} />}
      </Stack>
    </div>
  );
}

function ToPaste({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <Group justify="space-between" mb={4} gap="xs">
        <Title order={3} size="h6">{title}</Title>
        <CopyButton text={text} label={`Copy the ${title.toLowerCase()}`} size="xs" />
      </Group>
      <div className={classes.paste}><LongText className={classes.text}>{text}</LongText></div>
    </div>
  );
}
