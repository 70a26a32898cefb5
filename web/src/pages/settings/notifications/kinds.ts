import { AtSign, Hash, type LucideIcon, MessageSquare, Send, Webhook } from 'lucide-react';
import type { DeliveryState, TargetKind } from './queries.ts';

interface KindWords {
  word: string;
  icon: LucideIcon;
  /** What it is for, for who chooses. */
  means: string;
  /** What its address is called, and where it is found. */
  address: string;
  addressHelp: string;
  placeholder: string;
}

/** The ways by which somebody is told. */
export const KINDS: Readonly<Record<TargetKind, KindWords>> = {
  discord: { word: 'Discord', icon: Hash, means: 'A channel of a Discord server.', address: 'Address of the webhook', addressHelp: 'In Discord: the channel’s settings, Integrations, Webhooks.', placeholder: 'https://discord.com/api/webhooks/…' },
  slack: { word: 'Slack', icon: MessageSquare, means: 'A channel of Slack, Mattermost, Rocket.Chat or Zulip.', address: 'Address of the incoming webhook', addressHelp: 'In Slack: an app with incoming webhooks, added to the channel.', placeholder: 'https://hooks.slack.com/services/…' },
  telegram: { word: 'Telegram', icon: Send, means: 'A chat that this server’s bot is in.', address: 'Id of the chat', addressHelp: 'A number such as -1001234567890, or the name of a channel such as @example.', placeholder: '-1001234567890' },
  email: { word: 'E-mail', icon: AtSign, means: 'Somebody’s inbox.', address: 'E-mail address', addressHelp: 'One address.', placeholder: 'ana@example.com' },
  webhook: { word: 'Webhook', icon: Webhook, means: 'A program of yours: each event by itself, as signed JSON.', address: 'Address', addressHelp: 'It begins with https:// and is on the public web.', placeholder: 'https://example.com/posthaste' },
};

/** The ways in the order in which they are offered. */
export const KIND_CHOICES = (Object.keys(KINDS) as TargetKind[]).map(value => ({ value, label: KINDS[value].word }));

/** How each state of a delivery looks and reads. */
export const STATES: Readonly<Record<DeliveryState, { word: string; colour: string }>> = {
  waiting: { word: 'Waiting', colour: 'blue' },
  delivered: { word: 'Delivered', colour: 'green' },
  failed: { word: 'Given up', colour: 'red' },
};
