using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Posts;
using Posthaste.Workspaces;

namespace Posthaste.Server.Rehearsals;

/// <summary>Reads what there is to rehearse, and what became of it.</summary>
internal sealed class ReadRehearsal(IWorkspaceStore workspaces, IJobStore jobs, IPostStore posts, IChannelStore channels)
{
    private const int Page = 200;
    private const int MostEntries = 100_000;

    /// <summary>Later than that is late.</summary>
    private static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(1);

    private static readonly JobState[] s_onTheirWay = [JobState.Scheduled, JobState.Preparing, JobState.Ready, JobState.Publishing];

    /// <returns>The jobs that are on their way and due by then, also those that should be out already.</returns>
    public async Task<IReadOnlyList<Job>> ExpectAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var expected = new List<Job>();
        foreach (var workspace in await workspaces.ListAsync(ct))
        {
            IReadOnlyList<Job> page;
            (DateTimeOffset, Guid)? after = null;
            do
            {
                page = await jobs.ListAsync(new JobQuery { WorkspaceId = workspace.Id, States = s_onTheirWay, From = from.AddDays(-7), To = to, After = after, Limit = Page }, ct);
                expected.AddRange(page);
                if (page.Count > 0) after = (page[^1].DueAt, page[^1].Id);
            }
            while (page.Count == Page);
        }
        return expected;
    }

    public async Task<IReadOnlyList<RehearsedPost>> ReadAsync(IReadOnlyList<Job> expected, RehearsalNotes notes, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var all = new List<RehearsedPost>();
        foreach (var workspace in await workspaces.ListAsync(ct))
        {
            var names = (await channels.ListAsync(workspace.Id, ct)).ToDictionary(channel => channel.Id, channel => $"{channel.Platform}:{channel.Username}");
            foreach (var before in expected.Where(job => job.WorkspaceId == workspace.Id))
            {
                var job = await jobs.FindAsync(before.Id, ct) ?? before;
                var title = (await posts.FindAsync(workspace.Id, job.PostId, ct))?.Title ?? "";
                all.Add(Of(job, workspace.Name, title, names.GetValueOrDefault(job.ChannelId, ""), notes.Held(job.Id), notes.HasWaited(job.Id)));
            }
            foreach (var entry in await posts.ListCalendarAsync(workspace.Id, from, to, MostEntries, ct))
            {
                if (entry.JobId is null) all.Add(NotScheduled(entry, workspace.Name, string.Join(", ", entry.ChannelIds.Select(id => names.GetValueOrDefault(id, "")))));
            }
        }
        return [.. all.OrderBy(post => post.DueAt).ThenBy(post => post.PostId)];
    }

    /// <summary>What a job's end means. Pure.</summary>
    /// <param name="held">As it was when something first held it back for a person; null where nothing did.</param>
    internal static RehearsedPost Of(Job job, string workspace, string title, string channel, Job? held, bool hasWaited)
    {
        var lateness = job.PublishedAt - job.DueAt;
        var outcome = job.State switch
        {
            JobState.Published => lateness > Tolerated ? RehearsedOutcome.Late : RehearsedOutcome.OnTime,
            JobState.HandedOver => RehearsedOutcome.ByHand,
            JobState.NeedsAttention or JobState.Failed or JobState.Cancelled => RehearsedOutcome.NotPublished,
            _ => RehearsedOutcome.Waiting,
        };
        // That its late window ended is no cause where something else held it back until then.
        var said = outcome == RehearsedOutcome.NotPublished && job.Reason is JobReason.Missed or JobReason.Skipped && held is not null ? held : job;
        var isOnTime = outcome == RehearsedOutcome.OnTime;
        return new RehearsedPost
        {
            Workspace = workspace,
            PostId = job.PostId,
            Title = title,
            Channel = channel,
            JobId = job.Id,
            DueAt = job.DueAt,
            Outcome = outcome,
            PublishedAt = job.PublishedAt,
            LatenessSeconds = lateness?.TotalSeconds,
            WaitedForLimit = hasWaited,
            Reason = said.Reason,
            Code = isOnTime ? null : said.LastError?.Code,
            Cause = isOnTime ? null : said.LastError?.Message ?? CauseOf(outcome, said.Reason, hasWaited),
            Fix = isOnTime ? null : said.LastError?.Advice ?? FixOf(outcome, said.Reason, hasWaited),
        };
    }

    private static RehearsedPost NotScheduled(CalendarEntry entry, string workspace, string channel) => new()
    {
        Workspace = workspace,
        PostId = entry.PostId,
        Title = entry.Title,
        Channel = channel,
        DueAt = entry.At,
        Outcome = RehearsedOutcome.NotScheduled,
        Code = entry.Approval == ApprovalState.Approved ? "not_scheduled" : "not_approved",
        Cause = entry.Approval switch
        {
            ApprovalState.Approved => "It is approved, has a time, and is not scheduled.",
            ApprovalState.Pending => "It waits for approval.",
            ApprovalState.Rejected => "It was rejected.",
            _ => "It is a draft.",
        },
        Fix = entry.Approval == ApprovalState.Approved ? "Schedule it." : "Have it approved and schedule it, or take its time away.",
    };

    private static string? CauseOf(RehearsedOutcome outcome, JobReason? reason, bool hasWaited) => (outcome, reason) switch
    {
        (RehearsedOutcome.ByHand, JobReason.Inbox) => "It goes into the account's own inbox, to be finished in the app.",
        (RehearsedOutcome.ByHand, _) => "A person publishes it.",
        (_, JobReason.WaitingAccount) => "The account is paused, or its access has ended.",
        (_, JobReason.Settling) => "Of a publish call before the rehearsal nobody knows yet what became of it.",
        (_, JobReason.Missed or JobReason.Skipped) => hasWaited ? "Its late window ended while it waited for a limit of the account." : "Its late window ended before it could go out.",
        _ => hasWaited ? "It waited for a limit of the account." : null,
    };

    private static string? FixOf(RehearsedOutcome outcome, JobReason? reason, bool hasWaited) => (outcome, reason) switch
    {
        (RehearsedOutcome.ByHand, _) => null,
        (_, JobReason.WaitingAccount) => "Resume the account, or connect it again.",
        (_, JobReason.Settling) => "It settles by itself, or asks a person.",
        _ => hasWaited ? "Move it, or other posts of this account, to another time." : null,
    };
}
