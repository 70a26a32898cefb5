import { TextInput } from '@mantine/core';
import { type Period, withEnd } from './period.ts';

interface Props {
  /** Null where no days in particular are chosen. */
  period: Period | null;
  /** Where the other end begins when one is chosen first. */
  fallback: Period;
  change: (period: Period) => void;
}

/** The first and the last day of a period. */
export function DayFields({ period, fallback, change }: Props) {
  const set = (end: keyof Period) => (event: { currentTarget: { value: string } }) => {
    const day = event.currentTarget.value;
    // A date is empty while it is being typed.
    if (day !== '') change(withEnd(period ?? fallback, end, day));
  };
  return (
    <>
      <TextInput type="date" label="From" value={period?.first ?? ''} onChange={set('first')} />
      <TextInput type="date" label="To" value={period?.last ?? ''} onChange={set('last')} />
    </>
  );
}
