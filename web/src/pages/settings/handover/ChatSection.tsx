import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Bot, MessageCircle, MessageCircleOff, Unlink } from 'lucide-react';
import { api, call, type Schemas } from '../../../api/client.ts';
import { AskFirst } from '../../../shared/AskFirst.tsx';
import { Note } from '../../../shared/Note.tsx';
import { Section } from '../../../shared/Section.tsx';
import { useChange } from '../../../shared/useChange.ts';
import { LinkChat } from './LinkChat.tsx';

/** The chat that cards go to: which, how it is linked, and how it is unlinked. */
export function ChatSection({ settings }: { settings: Schemas['HandoverSettingsResponse'] }) {
  const { chat, isSetUp } = settings;
  return (
    <Section title="The chat" about="Posts to publish by hand go to a Telegram chat, as a card with files, caption, steps and buttons. They are answered there or here, whichever comes first.">
      <Stack gap="md">
        {!isSetUp && (
          <Note colour="yellow" icon={Bot} title="This server has no Telegram bot">
            Whoever runs the server makes one with @BotFather in Telegram, and sets <code>Telegram:BotToken</code>. Until then no card reaches anybody.
          </Note>
        )}
        {chat === null ? (
          isSetUp && <Note colour="gray" icon={MessageCircleOff} title="No chat is linked">A post that is to be published by hand needs attention as soon as its card should go out.</Note>
        ) : (
          <Group justify="space-between" gap="sm">
            <Group gap="sm" wrap="nowrap" miw={0} role="status">
              <MessageCircle size={20} aria-hidden style={{ flex: 'none' }} />
              <Text style={{ overflowWrap: 'anywhere' }}>Cards go to <Text span fw={600} dir="auto"><bdi>{chat.title}</bdi></Text></Text>
            </Group>
            <UnlinkButton title={chat.title} />
          </Group>
        )}
        {isSetUp && <LinkChat chatId={chat?.id ?? null} />}
      </Stack>
    </Section>
  );
}

function UnlinkButton({ title }: { title: string }) {
  const [isOpen, { open, close }] = useDisclosure(false);
  const unlink = useChange({
    run: () => call(api.DELETE('/api/v1/handover/chat')),
    touches: [['handover-settings'], ['events']],
    done: 'The chat is unlinked.',
    showsError: true,
    onDone: close,
  });
  return (
    <>
      <Button variant="default" leftSection={<Unlink size={16} aria-hidden />} onClick={open}>Unlink the chat</Button>
      <AskFirst opened={isOpen} onClose={() => { close(); unlink.reset(); }} title="Unlink the chat" verb="Unlink it" busy={unlink.isPending} error={unlink.error} onYes={() => unlink.mutate()}>
        <Text size="sm">No card goes to <bdi>{title}</bdi> any more, and those that lie there can no longer be answered there. Here they still can.</Text>
      </AskFirst>
    </>
  );
}
