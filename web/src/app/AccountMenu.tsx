import { ActionIcon, Menu, Text, useMantineColorScheme } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CircleUserRound, LogOut, Monitor, Moon, ShieldCheck, Sun } from 'lucide-react';
import { useSession } from '../api/session.ts';
import { signOut } from './leaving.ts';

const SCHEMES = [
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
  { value: 'auto', label: 'As the system', icon: Monitor },
] as const;

/** Who is signed in, how it looks, and the way out. */
export function AccountMenu() {
  const { member } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();

  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" c="var(--mantine-color-text)" size="lg" aria-label={`Your account, ${member.name}`}>
          <CircleUserRound size={22} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" c="var(--mantine-color-text)" truncate>{member.name}</Text>
          <Text size="xs" truncate>{member.email}</Text>
        </Menu.Label>
        <Menu.Item component={Link} to="/settings/account" leftSection={<ShieldCheck size={16} aria-hidden />}>
          Account and security
        </Menu.Item>
        <Menu.Divider />
        {SCHEMES.map(({ value, label, icon: Icon }) => (
          <Menu.Item key={value} leftSection={<Icon size={16} aria-hidden />} onClick={() => setColorScheme(value)} aria-current={colorScheme === value ? 'true' : undefined} fw={colorScheme === value ? 650 : undefined}>
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={16} aria-hidden />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
