import { Anchor, Button, Group, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Hand, Settings2 } from 'lucide-react';
import { useMay } from '../../api/session.ts';
import { Empty } from '../../shared/Empty.tsx';
import { Loaded } from '../../shared/Loaded.tsx';
import { Page } from '../../shared/Page.tsx';
import { ZoneNote } from '../../shared/ZoneNote.tsx';
import { CardItem } from './CardItem.tsx';
import classes from './handover.module.css';
import { type Handover, openHandoversQuery, unreachedQuery } from './queries.ts';
import { inOrder } from './rules.ts';
import { NoChat, Unreached } from './Unreached.tsx';

/** The posts that people publish by hand: what is to be done now, and what comes. It needs no chat. */
export function HandoversPage() {
  const query = useInfiniteQuery(openHandoversQuery);
  const unreached = useQuery(unreachedQuery).data ?? [];
  const mayChange = useMay('manage_workspace');
  const settings = mayChange && (
    <Button variant="default" component={Link} to="/settings/handover" leftSection={<Settings2 size={16} aria-hidden />}>Settings of the hand-over</Button>
  );
  return (
    <Page title="To publish by hand" actions={settings}>
      <Stack gap="lg">
        <NoChat />
        <Unreached jobs={unreached} />
        <Loaded query={query}>
          {cards => {
            if (cards.length > 0) return <Queue cards={cards} />;
            return unreached.length > 0 ? null : (
              <Empty icon={Hand} title="Nobody has to publish anything">
                Posts that need the network’s own app, and those that could not go out by themselves, come here with their files, caption and steps.
              </Empty>
            );
          }}
        </Loaded>
      </Stack>
      {query.hasNextPage && (
        <Group mt="md">
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>Show more</Button>
        </Group>
      )}
      <ZoneNote mt="lg" />
    </Page>
  );
}

function Queue({ cards }: { cards: readonly Handover[] }) {
  const { up, later } = inOrder(cards);
  return (
    <Stack gap="lg">
      <VisuallyHidden role="status">{up.length === 1 ? 'One post waits for somebody.' : `${up.length} posts wait for somebody.`}</VisuallyHidden>
      <Part title={up.length === 0 ? 'Nothing to do now' : 'To do now'} cards={up} isUp>
        {up.length === 0 && <Text size="sm" c="dimmed">The next card goes out as listed below.</Text>}
      </Part>
      {later.length > 0 && <Part title="To come" cards={later} isUp={false} />}
      <Text size="sm" c="dimmed">
        Posted is only what somebody says here or on the card in the chat; until then nothing of it is sent by itself. What goes out by itself is in the <Anchor component={Link} to="/calendar" inherit underline="always">calendar</Anchor>.
      </Text>
    </Stack>
  );
}

function Part({ title, cards, isUp, children }: { title: string; cards: readonly Handover[]; isUp: boolean; children?: React.ReactNode }) {
  return (
    <section aria-label={title}>
      <Title order={2} size="h4" mb="sm">{title}</Title>
      {children}
      <ul className={classes.list}>
        {cards.map(card => <li key={card.id}><CardItem card={card} isUp={isUp} /></li>)}
      </ul>
    </section>
  );
}
