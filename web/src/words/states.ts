import { Ban, CheckCheck, CircleAlert, CircleCheck, CircleX, Clock, FileCheck2, Hourglass, type LucideIcon, PackageCheck, Pencil, RefreshCw, Send, ThumbsDown, UserRound } from 'lucide-react';
import type { Schemas } from '../api/client.ts';

export type JobState = Schemas['JobState'];
export type ApprovalState = Schemas['ApprovalState'];

/** How a state looks and reads, everywhere the same: one colour and one icon each. */
export interface StateWords {
  word: string;
  /** One of the theme's colours; see `state-*` in theme.css. */
  colour: string;
  icon: LucideIcon;
  /** What it means, for somebody who sees it the first time. */
  means: string;
}

export const JOB_STATES: Record<JobState, StateWords> = {
  scheduled: { word: 'Scheduled', colour: 'blue', icon: Clock, means: 'Waits for its time.' },
  preparing: { word: 'Preparing', colour: 'violet', icon: RefreshCw, means: 'Its media is being handed over, so that one call remains at its time.' },
  ready: { word: 'Ready', colour: 'cyan', icon: PackageCheck, means: 'Everything lies at the network. One call remains, at its time.' },
  publishing: { word: 'Publishing', colour: 'grape', icon: Send, means: 'It is going out this moment, or its answer was lost and the network is being asked.' },
  published: { word: 'Published', colour: 'green', icon: CheckCheck, means: 'It is live.' },
  needs_attention: { word: 'Needs attention', colour: 'orange', icon: CircleAlert, means: 'A person must look.' },
  failed: { word: 'Failed', colour: 'red', icon: CircleX, means: 'It did not go out and is closed.' },
  cancelled: { word: 'Cancelled', colour: 'gray', icon: Ban, means: 'Somebody withdrew it.' },
  handed_over: { word: 'With a person', colour: 'yellow', icon: UserRound, means: 'Somebody was asked to post it by hand, or finds it in the account’s inbox at the network.' },
};

/** What stands for a post that has no job yet. */
export const APPROVAL_STATES: Record<ApprovalState, StateWords> = {
  draft: { word: 'Draft', colour: 'gray', icon: Pencil, means: 'Nobody has submitted or scheduled it yet.' },
  pending: { word: 'Waits for approval', colour: 'yellow', icon: Hourglass, means: 'Somebody must approve it before it can be scheduled.' },
  approved: { word: 'Approved', colour: 'teal', icon: FileCheck2, means: 'It may be scheduled exactly as it is.' },
  rejected: { word: 'Rejected', colour: 'red', icon: ThumbsDown, means: 'The approver gave a reason. Change it and submit it again.' },
};

/** Why a job stands where it stands. */
export const REASONS: Record<NonNullable<Schemas['JobReason']>, string> = {
  retrying: 'It failed in passing and is tried again by itself.',
  waiting_quota: 'The account has used up its posts for now. It goes out when there is room.',
  waiting_account: 'The account is paused or disconnected. It goes out once it is back.',
  processing: 'The network is still processing the media.',
  settling: 'The network’s answer was lost. Posthaste is asking whether it is live, and sends nothing again until it knows.',
  missed: 'Its time passed before it could go out.',
  preflight: 'A check ahead of its time found something that would keep it from going out.',
  content: 'The network does not take it as it is. Change it, then try again.',
  reconnect: 'The account must be connected again.',
  undecidable: 'Nobody could find out whether it is live. Look at the account, then say what you saw.',
  exhausted: 'Every attempt failed.',
  skipped: 'It was late, and its late policy says to leave it out.',
  blocked: 'The network refuses posts of this account for now.',
  inbox: 'It waits in the account’s inbox at the network, and goes live when somebody finishes it in the network’s app.',
  handover: 'A card for a person was taken back, was answered by nobody, or could not be brought.',
};

export const POST_TYPES: Record<Schemas['PostType'], string> = { image: 'Picture', carousel: 'Carousel', reel: 'Reel', story: 'Story', video: 'Video', text: 'Text' };

/** The words of a calendar entry or of a post with one job. */
export const wordsOf = (state: JobState | null | undefined, approval: ApprovalState): StateWords => (state ? JOB_STATES[state] : APPROVAL_STATES[approval]);

/** A checkmark for lists of what holds. */
export const HOLDS: LucideIcon = CircleCheck;
