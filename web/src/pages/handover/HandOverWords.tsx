import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../api/session.ts';
import { handoverSettingsQuery } from './queries.ts';

/** What happens to a post that is handed to a person, and what is missing for that. */
export function HandOverWords({ account }: { account: string }) {
  const settings = useQuery(handoverSettingsQuery).data;
  const mayChange = useMay('manage_workspace');
  return (
    <>
      Somebody gets a card with its files, caption and steps, and publishes it on {account} by hand. Nothing of it goes out by itself any more, unless somebody takes the card back.
      {settings !== undefined && settings.chat === null && (
        <>
          {' '}<strong>No chat is linked yet, so the card can reach nobody.</strong>{' '}
          {mayChange ? <Anchor component={Link} to="/settings/handover" inherit underline="always">Link one first</Anchor> : 'Ask an owner or admin to link one first'}.
        </>
      )}
    </>
  );
}
