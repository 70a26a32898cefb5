import { Button, Text } from '@mantine/core';
import { useState } from 'react';

const LINES = 8;

/** Text that somebody wrote: the beginning of a long one, and all of it on demand. */
export function LongText({ children, className }: { children: string; className?: string }) {
  const [isWhole, setWhole] = useState(false);
  const isLong = children.length > 480 || children.split('\n').length > LINES;
  return (
    <div>
      <Text className={className} dir="auto" lineClamp={isLong && !isWhole ? LINES : undefined}>
        {children}
      </Text>
      {isLong && (
        <Button variant="subtle" size="compact-sm" mt={4} onClick={() => setWhole(!isWhole)} aria-expanded={isWhole}>
          {isWhole ? 'Show less' : 'Show all of it'}
        </Button>
      )}
    </div>
  );
}
