import { Alert, Button, Group, Text } from '@mantine/core';
import { GitCompareArrows } from 'lucide-react';
import type { Schemas } from '../../api/client.ts';
import { useWorkspace } from '../../api/session.ts';
import { dateTime } from '../../shared/times.ts';
import { insideSentence, useAccountName, useWho } from '../post/useNames.ts';
import classes from './approvals.module.css';
import { whatIsNew } from './queue.ts';

interface Props {
  seen: Schemas['PostResponse'];
  newest: Schemas['PostResponse'];
  onShow: () => void;
}

/** Somebody changed the post while another one looked at it: what is new, and the way to it. */
export function ChangedMeanwhile({ seen, newest, onShow }: Props) {
  const { timeZone } = useWorkspace();
  const nameOf = useAccountName();
  const who = useWho()(newest.changedBy);
  const differences = whatIsNew(seen, newest, nameOf, at => dateTime(at, timeZone));
  return (
    <Alert className="state state-yellow" role="alert" icon={<GitCompareArrows size={18} aria-hidden />} title={`Changed while you looked at it, by ${insideSentence(who)}`} styles={{ title: { color: 'inherit' }, icon: { color: 'inherit' } }}>
      {differences.length === 0 ? (
        <Text size="sm">It was saved anew; what goes out is the same.</Text>
      ) : (
        <dl className={classes.differences}>
          {differences.map(({ field, before, after }) => (
            <div key={field}>
              <dt>{field}</dt>
              {before === null && after === null ? (
                <dd>changed</dd>
              ) : (
                <>
                  <dd dir="auto">
                    <del>{before || 'nothing'}</del>
                  </dd>
                  <dd dir="auto">
                    <ins>{after || 'nothing'}</ins>
                  </dd>
                </>
              )}
            </div>
          ))}
        </dl>
      )}
      <Group mt="xs">
        <Button size="xs" variant="default" onClick={onShow}>
          Show it as it is now
        </Button>
      </Group>
    </Alert>
  );
}
