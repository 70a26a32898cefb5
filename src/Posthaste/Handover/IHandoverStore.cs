using Posthaste.Jobs;
using Posthaste.Posts;

namespace Posthaste.Handover;

/// <summary>Rows of hand-overs. They are added and ended in the commits of their jobs (<c>IJobStore</c>, <c>ILaneStore</c>); everything else is here.
/// Every implementation passes <c>HandoverStoreContract</c>.</summary>
public interface IHandoverStore
{
    Task<HandoverItem?> FindAsync(Guid handoverId, CancellationToken ct);

    Task<HandoverItem?> FindByCodeAsync(string code, CancellationToken ct);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<HandoverItem>> ListAsync(HandoverQuery query, CancellationToken ct);

    /// <summary>The newest one of each of these jobs.</summary>
    Task<IReadOnlyList<HandoverItem>> ListNewestAsync(IReadOnlyCollection<Guid> jobIds, CancellationToken ct);

    /// <summary>What decides how a job goes out, in one look: this is asked before every run of every job.</summary>
    /// <returns>Null where its post or its channel is gone.</returns>
    Task<RouteFacts?> FindRouteFactsAsync(Job job, CancellationToken ct);

    /// <summary>The channel's jobs due in this time and before that one that went out by themselves, or will.</summary>
    Task<int> CountAutomatedAsync(AutomatedBefore before, CancellationToken ct);

    /// <summary>Runs on the channel since then that failed without effect, or of whose call nobody knew what had become.</summary>
    Task<int> CountFailuresAsync(Guid channelId, DateTimeOffset since, CancellationToken ct);

    /// <summary>Takes those that have something to do by now, for as long as said. Of two nodes only one gets each.</summary>
    Task<IReadOnlyList<HandoverItem>> ClaimAsync(DateTimeOffset now, DateTimeOffset heldUntil, int max, CancellationToken ct);

    /// <summary>Notes that a card is about to be sent.</summary>
    /// <returns>Which copy it is; null where the hand-over has ended meanwhile.</returns>
    Task<int?> BeginSendAsync(Guid handoverId, string chatId, DateTimeOffset now, CancellationToken ct);

    /// <summary>The card is out, or may be. What has ended meanwhile stays ended, and is closed at once.</summary>
    /// <param name="place">Null where nobody knows.</param>
    Task SaveSentAsync(Guid handoverId, CardPlace? place, string? error, DateTimeOffset nextAt, DateTimeOffset now, CancellationToken ct);

    /// <summary>Nothing was sent: again then.</summary>
    Task SaveWaitingAsync(Guid handoverId, string error, DateTimeOffset nextAt, DateTimeOffset now, CancellationToken ct);

    /// <summary>Gives it back, to be looked at then; at once where it has ended since it was taken.</summary>
    /// <param name="item">As it was taken.</param>
    /// <param name="nextAt">Null for never.</param>
    Task SaveNextAsync(HandoverItem item, DateTimeOffset? nextAt, DateTimeOffset now, CancellationToken ct);

    /// <returns>False where that was done already.</returns>
    Task<bool> SaveRemindedAsync(Guid handoverId, DateTimeOffset now, CancellationToken ct);

    /// <summary>What the closed card says, and as what it ended where the store could not know better.</summary>
    Task SaveVerdictAsync(Guid handoverId, string verdict, HandoverOutcome outcome, DateTimeOffset now, CancellationToken ct);

    Task SaveLinkAsync(Guid handoverId, string link, bool isChecked, DateTimeOffset now, CancellationToken ct);

    /// <summary>Somebody says "posted" on a closed card.</summary>
    /// <returns>False where somebody had said so before.</returns>
    Task<bool> SaveLateAsync(Guid handoverId, string by, DateTimeOffset now, CancellationToken ct);

    /// <summary>Somebody looked, and it is not posted: what was said on closed cards of the job no longer counts.</summary>
    /// <returns>False where nothing was said.</returns>
    Task<bool> ForgetLateAsync(Guid jobId, CancellationToken ct);

    Task MoveChatAsync(string chatId, string newChatId, CancellationToken ct);
}

/// <summary>A page of a workspace's hand-overs.</summary>
/// <param name="States">Empty for all.</param>
/// <param name="After">The last one of the page before; null for the first page.</param>
public sealed record HandoverQuery(Guid WorkspaceId, IReadOnlyList<HandoverState> States, Guid? After, int Limit)
{
    public Guid? JobId { get; init; }
}

/// <summary>What a job's route depends on: its workspace, its channel, its post, and what was before.</summary>
public sealed record RouteFacts
{
    public required HandoverSettings Rules { get; init; }

    /// <summary>The zone of the workspace, whose days the channel's cap counts by.</summary>
    public required string TimeZone { get; init; }

    public required string Username { get; init; }

    /// <inheritdoc cref="Channels.Channel.Automation"/>
    public required bool Automation { get; init; }

    /// <inheritdoc cref="Channels.Channel.AutomatedPerDay"/>
    public required int? AutomatedPerDay { get; init; }

    public required PostDraft Draft { get; init; }

    /// <summary>The API could not publish it once, and a person was asked.</summary>
    public required bool FellBack { get; init; }

    /// <summary>Who says that it is posted, without its job knowing; null for nobody.</summary>
    public required string? PostedBy { get; init; }
}

/// <summary>Which jobs of a channel count towards its cap of a day.</summary>
/// <param name="From">The day's start.</param>
/// <param name="To">Its end, itself left out.</param>
public sealed record AutomatedBefore(Guid ChannelId, Guid JobId, DateTimeOffset DueAt, DateTimeOffset From, DateTimeOffset To);
