import { Stack } from '@mantine/core';
import { ZoneNote } from '../../../shared/ZoneNote.tsx';
import { CategoriesSection } from './categories/CategoriesSection.tsx';
import { WeekSection } from './week/WeekSection.tsx';

/** When each account has room for posts of which kind. */
export function SlotsTab() {
  return (
    <Stack gap="md">
      <WeekSection />
      <CategoriesSection />
      <ZoneNote mt="lg" />
    </Stack>
  );
}
