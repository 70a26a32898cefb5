import { List, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX, WandSparkles } from 'lucide-react';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useChannels } from '../../api/session.ts';
import { Loaded } from '../../shared/Loaded.tsx';
import { platformName } from '../../words/platforms.ts';
import classes from './Checks.module.css';
import { checkQuery, platformsQuery } from './queries.ts';
import { placeOf, placesOf, verdictOf } from './words.ts';

/** What each network takes of the file: as it is, made fit, or not at all, and why. */
export function Checks({ mediaId }: { mediaId: string }) {
  const channels = useChannels();
  const { data: known = [] } = useQuery(platformsQuery);
  const platforms = [...new Set([...(channels.data ?? []).map(channel => channel.platform), ...known])];
  const [chosen, setChosen] = useState<string | null>(null);
  const platform = chosen ?? platforms[0];
  return (
    <section>
      <Title order={3} size="h5" mb="xs">Where it can go out</Title>
      {platforms.length > 1 && <SegmentedControl mb="sm" aria-label="Network" data={platforms.map(one => ({ value: one, label: platformName(one) }))} value={platform} onChange={setChosen} />}
      {platform !== undefined && <OnPlatform key={platform} mediaId={mediaId} platform={platform} isOnly={platforms.length === 1} />}
    </section>
  );
}

function OnPlatform({ mediaId, platform, isOnly }: { mediaId: string; platform: string; isOnly: boolean }) {
  const query = useQuery(checkQuery(mediaId, platform));
  return (
    <Loaded query={query} rows={3}>
      {check => check.placements.length === 0 ? (
        <Text size="sm" c="dimmed">{platformName(platform)} has no place for it.</Text>
      ) : (
        <Places placements={check.placements} on={isOnly ? platformName(platform) : null} />
      )}
    </Loaded>
  );
}

function Places({ placements, on }: { placements: readonly Schemas['PlacementCheckResponse'][]; on: string | null }) {
  const { places, others } = placesOf(placements);
  return (
    <Stack gap="xs">
      <Stack gap="xs" component="ul" className={classes.list}>
        {places.map(placement => <Place key={`${placement.type}${placement.cover}`} placement={placement} on={on} />)}
      </Stack>
      {others.length > 0 && <Text size="sm" c="dimmed">Not for this kind of file: {others.join(', ').toLowerCase()}.</Text>}
    </Stack>
  );
}

const VERDICTS = { as_is: { icon: CircleCheck, colour: 'green' }, made_fit: { icon: WandSparkles, colour: 'blue' }, refused: { icon: CircleX, colour: 'red' } } as const;

function Place({ placement, on }: { placement: Schemas['PlacementCheckResponse']; on: string | null }) {
  const { verdict, words } = verdictOf(placement);
  const { icon: Icon, colour } = VERDICTS[verdict];
  // Where it does not go out, the problems say why and what to do; else what was found is what making it fit mends.
  const sentences = verdict === 'refused' ? placement.problems : placement.findings.map(finding => finding.message);
  return (
    <li className={classes.place}>
      <span className={`${classes.icon} state-${colour}`}><Icon size={18} aria-hidden /></span>
      <div>
        <Text size="sm"><b>{on === null ? '' : `${on} `}{on === null ? placeOf(placement) : placeOf(placement).toLowerCase()}</b>: {words.toLowerCase()}</Text>
        {sentences.length > 0 && <List size="sm" c="dimmed" spacing={2}>{sentences.map(sentence => <List.Item key={sentence}>{sentence}</List.Item>)}</List>}
      </div>
    </li>
  );
}
