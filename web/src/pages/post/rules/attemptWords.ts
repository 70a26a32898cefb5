import type { Schemas } from '../../../api/client.ts';

type Attempt = Schemas['AttemptResponse'];

const STEPS: Record<string, string> = {
  create_container: 'Handing over the media',
  create_items: 'Handing over the media',
  upload: 'Uploading the video',
  await_container: 'Waiting for the network to process it',
  await_items: 'Waiting for the network to process it',
  note_recent: 'Looking at what the account shows',
  publish: 'The publish call',
  permalink: 'Looking for its link',
  find_link: 'Looking for its link',
  comment: 'The first comment',
  restored: 'Looking whether it went out before a restore',
};

/** A step in words; one we do not know by its own name. */
export function stepName(step: string | null): string {
  if (step === null) return 'Before the first step';
  const number = /^(publish|permalink)_(\d+)$/.exec(step);
  if (number) return number[1] === 'publish' ? `Publishing story ${number[2]}` : `Looking for the link of story ${number[2]}`;
  return STEPS[step] ?? step.replaceAll('_', ' ');
}

/** What an attempt was about. One that prepared names the step that is left, and not what it did. */
export const titleOf = ({ outcome, step }: Pick<Attempt, 'outcome' | 'step'>): string => (outcome === 'prepared' ? 'Preparing' : stepName(step));

/** How an attempt ended: the sentence, and the colour and kind of its mark. */
interface OutcomeWords {
  sentence: string;
  mark: 'good' | 'wait' | 'bad' | 'unknown';
}

/** Every way an attempt can end. */
export const OUTCOMES: Record<Schemas['AttemptOutcome'], OutcomeWords> = {
  prepared: { sentence: 'Everything lies at the network; only the publish call was left.', mark: 'good' },
  published: { sentence: 'It went live.', mark: 'good' },
  rate_limited: { sentence: 'The network asked to wait.', mark: 'wait' },
  unavailable: { sentence: 'The network could not be reached or had trouble of its own. Nothing went out.', mark: 'wait' },
  unauthorized: { sentence: 'The network did not accept the account’s access.', mark: 'bad' },
  rejected: { sentence: 'The network refused it.', mark: 'bad' },
  unknown: { sentence: 'The answer to the publish call was lost.', mark: 'unknown' },
  settled_published: { sentence: 'The network was asked: it is live.', mark: 'good' },
  settled_not_published: { sentence: 'The network was asked: the call had no effect.', mark: 'wait' },
  undecidable: { sentence: 'The network was asked for a long time, and nobody could find out whether it is live.', mark: 'unknown' },
  died: { sentence: 'The server stopped in the middle of it.', mark: 'wait' },
  preflight: { sentence: 'A check found something that would keep it from going out. Nothing was sent.', mark: 'bad' },
  delivered: { sentence: 'The network brought it into the account’s inbox. Its owner finishes it in the app.', mark: 'good' },
  missed: { sentence: 'The time in which it may go out late had ended.', mark: 'bad' },
};

const BY_KIND: Record<Schemas['ErrorKind'], string> = {
  retry_later: 'Usually this passes. Try again.',
  wait_until: 'Wait; it goes on when the network allows it.',
  reconnect_account: 'Connect the account again.',
  fix_content: 'Change the post, then try again.',
  outcome_unknown: 'Look at the account, and say what you see there.',
  blocked_by_platform: 'Look in the network’s own app what it says about the account.',
};

const BY_OUTCOME: Partial<Record<Schemas['AttemptOutcome'], string>> = {
  died: 'Nothing to do: it goes on from where it was.',
  rate_limited: 'Nothing to do: it waits and goes on by itself.',
  unknown: 'Nothing to do: the network is asked, and nothing is sent again until it is clear.',
  undecidable: BY_KIND.outcome_unknown,
};

/** What somebody should do about an attempt; null where it went well. */
export function whatToDo(attempt: Attempt): string | null {
  if (OUTCOMES[attempt.outcome].mark === 'good') return null;
  return attempt.error?.advice ?? BY_OUTCOME[attempt.outcome] ?? (attempt.error ? BY_KIND[attempt.error.kind] : null);
}

/** `code 36003 · subcode 2207009 · HTTP 400`: for who asks the network's support. */
export function codesOf({ error, httpStatus }: Pick<Attempt, 'error' | 'httpStatus'>): string | null {
  const codes = [error?.code && `code ${error.code}`, error?.subcode && `subcode ${error.subcode}`, httpStatus !== null && `HTTP ${httpStatus}`].filter(Boolean);
  return codes.length === 0 ? null : codes.join(' · ');
}
