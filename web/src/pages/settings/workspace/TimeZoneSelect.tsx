import { NativeSelect, Select } from '@mantine/core';
import { useMemo } from 'react';
import { zoneName } from '../../../shared/times.ts';

interface Props {
  value: string;
  onChange: (zone: string) => void;
  label: string;
  description?: string;
  readOnly?: boolean;
  /** A list that is searched by typing would not fit into a dialog: there it is the browser's own. */
  inDialog?: boolean;
  error?: string;
}

/** Every time zone the browser knows, to be found by city or offset. A zone that it does not know stays where it is set. */
export function TimeZoneSelect({ value, onChange, inDialog = false, ...props }: Props) {
  const data = useMemo(() => zones(value), [value]);
  if (inDialog) return <NativeSelect data={data} value={value} onChange={event => onChange(event.currentTarget.value)} label={props.label} description={props.description} error={props.error} />;
  return <Select searchable comboboxProps={{ withinPortal: false }} allowDeselect={false} data={data} value={value} onChange={next => { if (next !== null) onChange(next); }} limit={80} nothingFoundMessage="No zone of that name. Try a large city." maxDropdownHeight={300} {...props} />;
}

function zones(current: string) {
  const known = new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), current]);
  return [...known].map(zone => ({ value: zone, label: labelOf(zone) }));
}

function labelOf(zone: string): string {
  try {
    return zoneName(zone).replaceAll('_', ' ');
  } catch {
    return zone;
  }
}
