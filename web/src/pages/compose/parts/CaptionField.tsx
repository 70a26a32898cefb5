import { Stack, TagsInput, Text, Textarea } from '@mantine/core';
import classes from '../compose.module.css';
import { useComposing } from '../context.ts';
import type { OwnField } from '../draft/variants.ts';
import { HashtagSets } from '../hashtags/HashtagSets.tsx';
import { TagPill } from '../hashtags/TagPill.tsx';
import { cleanTags, countCaption } from '../rules/caption.ts';
import { has } from '../rules/types.ts';
import { AccountTabs } from './AccountTabs.tsx';
import { Findings } from './Findings.tsx';
import { OwnSwitch } from './OwnSwitch.tsx';
import { Section } from './Section.tsx';

const WORDS: readonly OwnField[] = ['caption', 'hashtags', 'firstComment'];

/** The words of a post: caption, hashtags and first comment, for all accounts and for each that has its own. */
export function CaptionField() {
  return (
    <Section part="caption" title="Text" withFindings={false}>
      <AccountTabs label="Whose text" fields={WORDS}>
        <WordFields />
      </AccountTabs>
    </Section>
  );
}

/** The fields, each with what the network allows. */
function WordFields() {
  const { draft, change, findingsOf, own } = useComposing();
  const look = (field: OwnField): { readOnly?: true; variant?: 'filled' } => (own !== null && !own.isOwn(field) ? { readOnly: true, variant: 'filled' } : {});
  const isStory = !has.caption(draft.type);
  const [caption, hashtags, comment] = [findingsOf('caption'), findingsOf('hashtags'), findingsOf('comment')];
  const isWrong = (found: typeof caption) => found.some(finding => finding.blocks);
  return (
    <>
      {isStory && (
        <Text size="sm" c="dimmed" mb="xs">
          Stories have no caption, hashtags or comments. What you wrote stays here in case you choose another kind of post.
        </Text>
      )}
      {(!isStory || draft.caption !== '') && (
        <Stack gap="sm">
          <div>
            <Textarea
              label="Caption" id="field-caption" autosize minRows={5} maxRows={22} value={draft.caption} disabled={isStory} dir="auto" error={isWrong(caption)}
              onChange={event => change({ caption: event.currentTarget.value })} aria-describedby="count-caption findings-caption-text" spellCheck classNames={{ input: classes.words }} {...look('caption')}
            />
            {!isStory && <OwnSwitch field="caption" />}
            {!isStory && <Counter />}
            <Findings findings={caption} id="findings-caption-text" />
          </div>
          {!isStory && (
            <div id="part-hashtags" tabIndex={-1}>
              <TagsInput
                label="Hashtags" description="They follow the caption after a blank line. Those that the caption has already are not repeated." value={draft.hashtags} dir="auto" error={isWrong(hashtags)}
                splitChars={[',', ' ', '\n', '#']} acceptValueOnBlur placeholder={draft.hashtags.length === 0 ? 'bakery, sourdough' : undefined}
                onChange={tags => change({ hashtags: cleanTags(tags) })} clearable={false} aria-describedby="findings-hashtags"
                renderPill={({ option, onRemove }) => <TagPill tag={String(option?.value ?? '')} onRemove={look('hashtags').readOnly ? undefined : onRemove} />} {...look('hashtags')}
              />
              <OwnSwitch field="hashtags" />
              {!look('hashtags').readOnly && <HashtagSets hashtags={draft.hashtags} onChange={tags => change({ hashtags: tags })} />}
              <Findings findings={hashtags} id="findings-hashtags" />
            </div>
          )}
          {!isStory && (
            <div id="part-comment" tabIndex={-1}>
              <Textarea
                label="First comment" description="Written below the post by its own account as soon as it is live." autosize minRows={1} maxRows={8} dir="auto" error={isWrong(comment)}
                value={draft.firstComment} onChange={event => change({ firstComment: event.currentTarget.value })} aria-describedby="findings-comment" {...look('firstComment')}
              />
              <OwnSwitch field="firstComment" />
              <Findings findings={comment} id="findings-comment" />
            </div>
          )}
        </Stack>
      )}
    </>
  );
}

const N = (count: number) => count.toLocaleString('en-GB');

/** What is used of what the network allows, as the network counts. */
function Counter() {
  const { draft, limits } = useComposing();
  const count = countCaption(draft.caption, draft.hashtags, limits);
  const left = limits.caption - count.characters;
  const parts = [
    { used: count.characters, most: limits.caption, word: 'characters' },
    { used: count.hashtags, most: limits.hashtags, word: 'hashtags' },
    { used: count.mentions, most: limits.mentions, word: 'mentions' },
  ];
  return (
    <div className={classes.counter} id="count-caption">
      <span>{limits.name}:</span>
      {parts.map(({ used, most, word }) => (
        <span key={word} className={used > most ? `${classes.over} state-red` : undefined}>
          {N(used)} / {N(most)} {word}
        </span>
      ))}
      {/* Said aloud only where it begins to matter. */}
      <span role="status" className={classes.quiet}>
        {left < 0 ? `${N(-left)} characters too many` : left <= 100 ? `${N(left)} characters left` : ''}
      </span>
    </div>
  );
}
