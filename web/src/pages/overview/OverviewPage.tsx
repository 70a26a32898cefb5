import { useQuery } from '@tanstack/react-query';
import { useChannels } from '../../api/session.ts';
import { Loaded } from '../../shared/Loaded.tsx';
import { Page } from '../../shared/Page.tsx';
import { ZoneNote } from '../../shared/ZoneNote.tsx';
import { AccountHealth } from './AccountHealth.tsx';
import { isSilent } from './attention.ts';
import { FirstSteps } from './FirstSteps.tsx';
import { Month } from './Month.tsx';
import { NeedsYou } from './NeedsYou.tsx';
import classes from './overview.module.css';
import { anyPostQuery, aroundQuery, type Overview, overviewQuery } from './queries.ts';
import { Soon } from './Soon.tsx';

/** The first page: what needs somebody, what comes, and how it went. */
export function OverviewPage() {
  const query = useQuery(overviewQuery);
  return (
    <Page title="Overview">
      <Loaded query={query} rows={6}>
        {overview => (isSilent(overview) ? <Beginning overview={overview} /> : <Whole overview={overview} />)}
      </Loaded>
    </Page>
  );
}

/** A workspace about which there is nothing to tell is new, or has drafts only. */
function Beginning({ overview }: { overview: Overview }) {
  const anyPost = useQuery(anyPostQuery);
  const channels = useChannels();
  return (
    <Loaded query={anyPost} rows={6}>
      {hasPosts => (hasPosts ? <Whole overview={overview} /> : <Loaded query={channels}>{all => <FirstSteps hasAccount={all.some(channel => channel.state !== 'disconnected')} />}</Loaded>)}
    </Loaded>
  );
}

function Whole({ overview }: { overview: Overview }) {
  const around = useQuery(aroundQuery).data ?? [];
  return (
    <div className={classes.columns}>
      <div>
        <NeedsYou overview={overview} around={around} />
        <Soon overview={overview} around={around} />
      </div>
      <div>
        <Month days={overview.lastDays} />
        <AccountHealth />
        <ZoneNote />
      </div>
    </div>
  );
}
