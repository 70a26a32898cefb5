using System.Text.Json;

namespace Posthaste.Jobs;

/// <summary>Why a person is asked to publish a post.</summary>
public enum HandoverCause
{
    /// <summary>This server publishes nothing by itself.</summary>
    AutomationOff,

    /// <summary>The channel is set to be published on by people.</summary>
    ChannelOff,

    /// <summary>The post needs what only the network's own app can do.</summary>
    RequiresInteraction,

    /// <summary>The channel's posts of the day that may go out by themselves are used up.</summary>
    DailyCap,

    /// <summary>The network fails too often on this channel.</summary>
    Unhealthy,

    /// <summary>A limit leaves no room within the late window.</summary>
    RateLimited,

    /// <summary>The account's token is dead.</summary>
    Token,

    /// <summary>The API may not publish it: the workspace's plan locks the network, or the network has not audited the app.</summary>
    NotAllowed,

    /// <summary>All attempts are used up.</summary>
    RetriesExhausted,

    /// <summary>Something else kept it from going out.</summary>
    AnyError,

    /// <summary>A person wanted it so.</summary>
    ByHand,
}

/// <summary>What became of a card.</summary>
public enum HandoverOutcome
{
    Posted,
    Skipped,

    /// <summary>Another card takes its place later.</summary>
    Snoozed,

    Rejected,

    /// <summary>Somebody took it back: it was not posted.</summary>
    Withdrawn,

    /// <summary>Nobody answered in time.</summary>
    Expired,

    /// <summary>It could not be brought to anybody.</summary>
    Failed,
}

/// <summary>Puts a job into a person's hands. The store keeps it in the commit in which the job is handed over, so that there is no one
/// without the other.</summary>
public sealed record HandoverOrder
{
    public required Guid Id { get; init; }

    public required HandoverCause Cause { get; init; }

    /// <summary>The cause as a sentence, for who gets the card.</summary>
    public required string Why { get; init; }

    /// <summary>When the card goes out.</summary>
    public required DateTimeOffset CardAt { get; init; }

    /// <summary>When nobody is waited for any longer.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The API was to publish it, and could not.</summary>
    public bool IsFallback => IsFallbackFor(Cause);

    /// <inheritdoc cref="IsFallback"/>
    public static bool IsFallbackFor(HandoverCause cause) =>
        cause is HandoverCause.Unhealthy or HandoverCause.RateLimited or HandoverCause.Token or HandoverCause.NotAllowed or HandoverCause.RetriesExhausted or HandoverCause.AnyError;

    /// <param name="job">Whose.</param>
    /// <param name="card">When cards of its workspace go out, and how long they stay.</param>
    /// <param name="now">The card goes out no earlier.</param>
    public static HandoverOrder For(Job job, HandoverCause cause, string why, CardTimes card, DateTimeOffset now)
    {
        var at = card.CardAt(job.DueAt, now);
        return new HandoverOrder { Id = NewId.At(now), Cause = cause, Why = why, CardAt = at, ExpiresAt = (job.DueAt > at ? job.DueAt : at) + card.Life };
    }

    internal JobEvent ToEvent(string kind, string actor) =>
        new(kind, actor, JsonSerializer.Serialize(new { handoverId = Id, cause = Words.Of(Cause), why = Why }, JsonSerializerOptions.Web));
}

/// <summary>When a card goes out, and how long it stays.</summary>
/// <param name="Lead">How long before due.</param>
/// <param name="Life">How long after due, or after it went out where that is later, an answer is waited for.</param>
public sealed record CardTimes(TimeSpan Lead, TimeSpan Life)
{
    /// <summary>No card goes out earlier before due: by then a job must have been looked at.</summary>
    public static readonly TimeSpan LongestLead = TimeSpan.FromHours(1);

    public DateTimeOffset CardAt(DateTimeOffset dueAt, DateTimeOffset now) => dueAt - Lead > now ? dueAt - Lead : now;
}
