import { Button, Group, Menu, Text } from '@mantine/core';
import { ChevronDown, type LucideIcon, X } from 'lucide-react';
import type { Category } from '../../api/planning.ts';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { APPROVAL_STATES, JOB_STATES, POST_TYPES } from '../../words/states.ts';
import { CategoryDot } from '../../shared/CategoryMark.tsx';
import { type CalendarSearch, type Filter, WITHOUT } from './search.ts';
import { TYPE_ICONS } from './Thumbnail.tsx';

interface Choice {
  value: string;
  label: string;
  icon?: LucideIcon;
  /** Of the theme's states. */
  colour?: string;
  /** Of a category. */
  swatch?: string;
}

// Cancelled jobs are not on the calendar.
const STATES: Choice[] = Object.entries({ ...APPROVAL_STATES, ...JOB_STATES })
  .filter(([value]) => value !== 'cancelled')
  .map(([value, words]) => ({ value, label: words.word, icon: words.icon, colour: words.colour }));

const TYPES: Choice[] = Object.entries(POST_TYPES).map(([value, label]) => ({ value, label, icon: TYPE_ICONS[value as Schemas['PostType']] }));

interface Props {
  filter: Filter;
  channels: readonly Schemas['ChannelResponse'][];
  categories: readonly Category[];
  onChange: (change: Partial<CalendarSearch>) => void;
  /** What else can be shown or hidden. */
  children?: ReactNode;
}

/** What is to be seen: accounts, types and states. The list of states also says what the colours mean. */
export function Filters({ filter, channels, categories, onChange, children }: Props) {
  const accounts = channels.map(channel => ({ value: channel.id, label: `@${channel.username}` }));
  const kinds = [...categories.map(category => ({ value: category.id, label: category.name, swatch: category.colour })), { value: WITHOUT, label: 'No category' }];
  const isOn = filter.accounts.length + filter.types.length + filter.states.length + filter.categories.length > 0;
  return (
    <Group gap="xs">
      {accounts.length > 1 && <Choices label="Accounts" all={accounts} chosen={filter.accounts} onChange={accounts => onChange({ accounts })} />}
      <Choices label="Types" all={TYPES} chosen={filter.types} onChange={types => onChange({ types })} />
      <Choices label="States" all={STATES} chosen={filter.states} onChange={states => onChange({ states })} />
      {(categories.length > 0 || filter.categories.length > 0) && <Choices label="Categories" all={kinds} chosen={filter.categories} onChange={categories => onChange({ categories })} />}
      {children}
      {isOn && (
        <Button variant="subtle" color="gray" c="dimmed" size="compact-sm" h={32} leftSection={<X size={14} aria-hidden />} onClick={() => onChange({ accounts: undefined, types: undefined, states: undefined, categories: undefined })}>
          Show everything
        </Button>
      )}
    </Group>
  );
}

function Choices({ label, all, chosen, onChange }: { label: string; all: Choice[]; chosen: readonly string[]; onChange: (chosen: string | undefined) => void }) {
  const only = chosen.length === 1 ? all.find(one => one.value === chosen[0])?.label : undefined;
  return (
    <Menu position="bottom-start" width={240} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant={chosen.length > 0 ? 'light' : 'default'} size="compact-sm" h={32} px="sm" maw={220} rightSection={<ChevronDown size={14} aria-hidden />}>
          {only ? `${label}: ${only}` : chosen.length > 0 ? `${label}: ${chosen.length}` : label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        <Menu.CheckboxGroup value={[...chosen]} onChange={values => onChange(values.join(',') || undefined)}>
          {all.map(({ value, label: name, icon: Icon, colour, swatch }) => (
            <Menu.CheckboxItem key={value} value={value}>
              <Group gap={8} wrap="nowrap" className={colour && `state-${colour}`}>
                {Icon && <Icon size={16} color={colour && 'var(--state)'} aria-hidden />}
                {swatch && <CategoryDot colour={swatch} size={12} />}
                <Text size="sm" span truncate>{name}</Text>
              </Group>
            </Menu.CheckboxItem>
          ))}
        </Menu.CheckboxGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
