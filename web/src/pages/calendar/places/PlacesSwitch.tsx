import { Button } from '@mantine/core';
import { CalendarPlus } from 'lucide-react';

/** Shows the places that are to be filled, or hides them. */
export function PlacesSwitch({ isOn, count, onChange }: { isOn: boolean; count: number; onChange: (isOn: boolean) => void }) {
  return (
    <Button variant={isOn ? 'light' : 'default'} size="compact-sm" h={32} px="sm" leftSection={<CalendarPlus size={14} aria-hidden />} aria-pressed={isOn} onClick={() => onChange(!isOn)}>
      Places to fill{isOn && count > 0 ? ` (${count})` : ''}
    </Button>
  );
}
