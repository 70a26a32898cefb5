import { Badge } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { MOST_COUNTED, unseenQuery } from '../pages/alerts/queries.ts';

/** How many alerts nobody has seen, beside the page's name; nothing where there are none. */
export function UnseenAlerts() {
  const count = useQuery(unseenQuery).data ?? 0;
  if (count === 0) return null;
  const text = count > MOST_COUNTED ? `${MOST_COUNTED}+` : `${count}`;
  return (
    <Badge color="red" variant="filled" size="sm" ml="auto" aria-label={`${text} not seen yet`}>
      {text}
    </Badge>
  );
}
