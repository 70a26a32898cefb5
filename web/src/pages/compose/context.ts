import { createContext, use } from 'react';
import type { Schemas } from '../../api/client.ts';
import type { Draft } from './draft/draft.ts';
import type { DraftState, DraftStore } from './draft/store.ts';
import type { Upload } from '../../shared/uploads/queue.ts';
import type { OwnField } from './draft/variants.ts';
import type { Channel } from './rules/locks.ts';
import type { NetworkLimits } from './rules/limits.ts';
import type { Finding, Part } from './rules/findings.ts';
import type { Uploads } from '../../shared/uploads/useUploads.ts';

/** What a field of one account is: its own, or as for all. */
export interface Own {
  username: string;
  isOwn: (field: OwnField) => boolean;
  /** Begins with what is there for all. */
  take: (field: OwnField) => void;
  giveBack: (field: OwnField) => void;
}

/** What every part of the composer needs. */
export interface Composing {
  store: DraftStore;
  state: DraftState;
  draft: Draft;
  change: DraftStore['change'];
  /** Every account of the workspace. */
  channels: readonly Channel[];
  /** Those the post goes out on. */
  chosen: readonly Channel[];
  workspace: Schemas['WorkspaceResponse'];
  /** The networks the post is for; all of the workspace's while no account is chosen. */
  platforms: readonly string[];
  limits: NetworkLimits;
  findings: readonly Finding[];
  findingsOf: (part: Part) => Finding[];
  /** Whose text and files are before one; null for those of all. */
  account: string | null;
  setAccount: (channelId: string | null) => void;
  /** The account whose own text and files the fields are for; null for those of all. */
  own: Own | null;
  /** Everything on its way, whomever it is for. */
  uploads: Uploads;
  /** Uploads files for an account, or for all. */
  upload: (files: readonly File[], channelId?: string | null) => void;
  /** What is on its way for an account, or for all. */
  arriving: (channelId: string | null) => readonly Upload[];
  mayEdit: boolean;
}

export const ComposingContext = createContext<Composing | null>(null);

/** The post that is being composed. */
export function useComposing(): Composing {
  const found = use(ComposingContext);
  if (found === null) throw new Error('Outside of the composer.');
  return found;
}
