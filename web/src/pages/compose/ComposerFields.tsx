import { Stack } from '@mantine/core';
import { useComposing } from './context.ts';
import { MediaField } from './media/MediaField.tsx';
import { ReelField } from './media/CoverField.tsx';
import { AccountsField } from './parts/AccountsField.tsx';
import { CaptionField } from './parts/CaptionField.tsx';
import { DetailsField } from './parts/DetailsField.tsx';
import { PeopleField } from './parts/PeopleField.tsx';
import { RouteField } from './parts/RouteField.tsx';
import { Section } from './parts/Section.tsx';
import { TikTokField } from './parts/TikTokField.tsx';
import { TypeField } from './parts/TypeField.tsx';
import { WhenField } from './publish/WhenField.tsx';
import { CategoryField } from './slots/CategoryField.tsx';
import { SlotHint } from './slots/SlotHint.tsx';

/** Everything that is written of a post, in the order it is thought of. */
export function ComposerFields() {
  const { draft } = useComposing();
  return (
    <Stack gap="md">
      <AccountsField />
      <MediaField />
      <TypeField />
      <CaptionField />
      {draft.type === 'reel' && <ReelField />}
      <PeopleField />
      <TikTokField />
      <Section part="time" title="When" withFindings={false}>
        <Stack gap="md">
          <CategoryField />
          <div>
            <WhenField />
            <SlotHint />
          </div>
        </Stack>
      </Section>
      <RouteField />
      <DetailsField />
    </Stack>
  );
}
