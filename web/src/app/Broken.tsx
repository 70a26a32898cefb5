import { Button, Center, Stack } from '@mantine/core';
import { Compass } from 'lucide-react';
import { Empty } from '../shared/Empty.tsx';
import { Trouble } from '../shared/Trouble.tsx';

/** A page that could not be shown at all. */
export function Broken({ error, reset }: { error: unknown; reset: () => void }) {
  return (
    <Center mih="60vh" p="md" component="main">
      <Stack maw={520}>
        <Trouble error={error} retry={reset} />
      </Stack>
    </Center>
  );
}

export function NotFound() {
  return (
    <Empty icon={Compass} title="There is no such page" action={<Button component="a" href="/">Go to the overview</Button>}>
      The address may be mistyped, or what it led to is gone.
    </Empty>
  );
}
