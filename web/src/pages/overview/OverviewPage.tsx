import type { Schemas } from '../../api/client.ts';
import { useChannels } from '../../api/session.ts';
import { Loaded } from '../../shared/Loaded.tsx';
import { Page } from '../../shared/Page.tsx';
import { ZoneNote } from '../../shared/ZoneNote.tsx';
import { AccountHealth } from './AccountHealth.tsx';
import { FirstSteps } from './FirstSteps.tsx';
import { Month } from './Month.tsx';
import { NeedsYou } from './NeedsYou.tsx';
import classes from './overview.module.css';
import { Soon } from './Soon.tsx';
import { type Overview, useOverview } from './useOverview.ts';

/** The first page: what needs somebody, what comes, and how it went. */
export function OverviewPage() {
  const overview = useOverview();
  const channels = useChannels();
  return (
    <Page title="Overview">
      <Loaded query={overview} rows={6}>
        {found => <Loaded query={channels}>{accounts => <Whole overview={found} channels={accounts} />}</Loaded>}
      </Loaded>
    </Page>
  );
}

function Whole({ overview, channels }: { overview: Overview; channels: Schemas['ChannelResponse'][] }) {
  const hasAccount = channels.some(channel => channel.state !== 'disconnected');
  if (!overview.hasPosts) return <FirstSteps hasAccount={hasAccount} />;
  return (
    <div className={classes.columns}>
      <div>
        <NeedsYou overview={overview} channels={channels} />
        <Soon overview={overview} />
      </div>
      <div>
        <Month overview={overview} />
        <AccountHealth channels={channels} />
        <ZoneNote />
      </div>
    </div>
  );
}
