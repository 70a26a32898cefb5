import { Button, Card, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Check, ImagePlus, type LucideIcon, Share2 } from 'lucide-react';
import { useMay } from '../../api/session.ts';

/** What to do in a workspace that has nothing yet. */
export function FirstSteps({ hasAccount }: { hasAccount: boolean }) {
  const [mayConnect, mayEdit] = [useMay('manage_channels'), useMay('edit_posts')];
  return (
    <Stack gap="md" maw={640}>
      <Text>Two steps, and posts go out by themselves: on time, and exactly once.</Text>
      <Step icon={Share2} title="Connect an account" isDone={hasAccount} action={mayConnect ? { to: '/accounts', label: 'Connect an account' } : null} needs="an owner or admin">
        Posthaste publishes on accounts that you connect, and looks after their access.
      </Step>
      <Step icon={ImagePlus} title="Make a post" isDone={false} isNext={hasAccount} action={mayEdit ? { to: '/compose', label: 'Make a post' } : null} needs="an editor">
        Add pictures or a video, write the caption, choose when. You see what goes out before it does.
      </Step>
    </Stack>
  );
}

interface StepProps {
  icon: LucideIcon;
  title: string;
  isDone: boolean;
  isNext?: boolean;
  action: { to: string; label: string } | null;
  needs: string;
  children: string;
}

function Step({ icon: Icon, title, isDone, isNext = true, action, needs, children }: StepProps) {
  return (
    <Card withBorder component="section" aria-label={title}>
      <Group gap="md" wrap="nowrap" align="flex-start">
        <ThemeIcon className={isDone ? 'state state-green' : undefined} variant={isDone ? 'default' : 'light'} size={44} radius="xl" aria-hidden>
          {isDone ? <Check size={22} /> : <Icon size={22} />}
        </ThemeIcon>
        <div>
          <Title order={2} size="h4">
            {title}
            {isDone && ': done'}
          </Title>
          <Text c="dimmed">{children}</Text>
          {!isDone &&
            (action ? (
              <Button mt="sm" variant={isNext ? 'filled' : 'default'} component={Link} to={action.to}>
                {action.label}
              </Button>
            ) : (
              <Text size="sm" mt="xs">
                That takes {needs} of this workspace.
              </Text>
            ))}
        </div>
      </Group>
    </Card>
  );
}
