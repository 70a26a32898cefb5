import { Anchor, NativeSelect, Stack, Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../../api/client.ts';
import { useMay } from '../../../api/session.ts';
import { fallbackWords } from '../../handover/fallbacks.ts';
import { handoverSettingsQuery } from '../../handover/queries.ts';
import { useComposing } from '../context.ts';
import { Section } from './Section.tsx';

type Choice = NonNullable<Schemas['PostHandover']>;

const CHOICES: Record<Choice, string> = { any_error: 'A person publishes it by hand', never: 'Nobody publishes it by hand' };

/** Who publishes the post: the server, or a person in the network's own app; and who does where the server cannot. */
export function RouteField() {
  const { draft, change, findingsOf } = useComposing();
  const settings = useQuery(handoverSettingsQuery).data;
  const mayChange = useMay('manage_workspace');
  const wrong = (field: string) => findingsOf('route').some(finding => finding.blocks && finding.field.startsWith(field));
  const asksPerson = draft.requiresInteraction || draft.handover === 'any_error';
  return (
    <Section part="route" title="Who publishes it">
      <Stack gap="md">
        <Switch
          label="Publish by hand" checked={draft.requiresInteraction} error={wrong('requiresInteraction')} onChange={event => change({ requiresInteraction: event.currentTarget.checked })}
          description="For what only the network’s own app can do: link stickers, polls, music, product tags. At its time somebody gets the files, the caption and the steps."
        />
        {!draft.requiresInteraction && (
          <NativeSelect
            label="If it cannot go out by itself" value={draft.handover ?? ''} error={wrong('handover')} onChange={event => change({ handover: (event.currentTarget.value || null) as Choice | null })}
            description="Only where it is certain that it did not go out."
            data={[{ value: '', label: settings === undefined ? 'As the workspace does' : `As the workspace does: ${fallbackWords(settings.fallbackOn)}` }, ...Object.entries(CHOICES).map(([value, label]) => ({ value, label }))]}
          />
        )}
        {asksPerson && settings !== undefined && settings.chat === null && (
          <Text size="sm" className="state-orange" c="var(--state)">
            No chat is linked yet, so a card can reach nobody.{' '}
            {mayChange ? <Anchor component={Link} to="/settings/handover" inherit underline="always" c="inherit">Link one</Anchor> : 'Ask an owner or admin to link one.'}
          </Text>
        )}
      </Stack>
    </Section>
  );
}
