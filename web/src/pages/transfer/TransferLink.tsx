import { ActionIcon, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ArrowDownUp } from 'lucide-react';

/** The way to import and export from pages that list posts. */
export function TransferLink() {
  return (
    <Tooltip label="Import and export">
      <ActionIcon component={Link} to="/transfer" variant="default" size={36} aria-label="Import and export">
        <ArrowDownUp size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
