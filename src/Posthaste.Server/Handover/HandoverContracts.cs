using Posthaste.Handover;
using Posthaste.Jobs;

namespace Posthaste.Server.Handover;

/// <summary>A job in a person's hands, or one that was: one card.</summary>
public sealed record HandoverResponse
{
    public required Guid Id { get; init; }
    public required Guid JobId { get; init; }
    public required Guid PostId { get; init; }
    public required Guid ChannelId { get; init; }
    public required HandoverState State { get; init; }

    /// <summary>Why a person is asked.</summary>
    public required HandoverCause Cause { get; init; }

    /// <summary>The same as a sentence.</summary>
    public required string Why { get; init; }

    /// <summary>What a person does to publish it, one sentence for each step, in order. Null once it has ended, where the post is gone or is not what was approved, and within a job.</summary>
    public required IReadOnlyList<string>? Steps { get; init; }

    /// <summary>When it should be live.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When the card goes out.</summary>
    public required DateTimeOffset CardAt { get; init; }

    /// <summary>When nobody is waited for any longer.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When somebody was reminded; null while nobody was.</summary>
    public required DateTimeOffset? RemindedAt { get; init; }

    /// <summary>How it ended; null while it is open.</summary>
    public required HandoverOutcome? Outcome { get; init; }

    /// <summary>Who ended it.</summary>
    public required string? AnsweredBy { get; init; }

    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>Where the person says the post is.</summary>
    public required string? Link { get; init; }

    /// <summary>Whether the link was found in the account; null without one.</summary>
    public required bool? LinkChecked { get; init; }

    /// <summary>Who said "posted" after the card was closed, while the server may have published it too; null for nobody.</summary>
    public required string? LateBy { get; init; }

    /// <summary>Why the card could not be sent; null where nothing went wrong.</summary>
    public required string? LastError { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public static HandoverResponse From(HandoverItem item, IReadOnlyList<string>? steps = null) => new()
    {
        Id = item.Id,
        JobId = item.JobId,
        PostId = item.PostId,
        ChannelId = item.ChannelId,
        State = item.State,
        Cause = item.Cause,
        Why = item.Why,
        Steps = steps,
        DueAt = item.DueAt,
        CardAt = item.CardAt,
        ExpiresAt = item.ExpiresAt,
        RemindedAt = item.RemindedAt,
        Outcome = item.Outcome,
        AnsweredBy = item.AnsweredBy,
        EndedAt = item.EndedAt,
        Link = item.Link,
        LinkChecked = item.LinkChecked,
        LateBy = item.LateBy,
        LastError = item.LastError,
        CreatedAt = item.CreatedAt,
    };
}

/// <summary>What a person says of a card.</summary>
public enum HandoverAnswer
{
    /// <summary>It is live.</summary>
    Posted,

    /// <summary>It is not to be published on this account.</summary>
    Skip,

    /// <summary>Later, and still by hand.</summary>
    Snooze,

    /// <summary>The post is not to be published at all.</summary>
    Reject,
}

/// <summary>An answer to a card.</summary>
public sealed record AnswerHandoverRequest
{
    public required HandoverAnswer Answer { get; init; }

    /// <summary>With posted: where it is.</summary>
    public string? Link { get; init; }

    /// <summary>With reject: why, for the author.</summary>
    public string? Reason { get; init; }

    /// <summary>With snooze: how much later, from due or from now where that has passed; left out, the next day at the same time.</summary>
    public int? Minutes { get; init; }
}

/// <summary>What a person says who takes a card back.</summary>
public sealed record WithdrawHandoverRequest
{
    /// <summary>Must be true: the person has looked, and it is not posted.</summary>
    public required bool NotPosted { get; init; }
}

/// <summary>How the workspace hands posts to people.</summary>
public sealed record HandoverSettingsResponse
{
    /// <summary>What lets a post fall back to a person; empty for nothing.</summary>
    public required IReadOnlyList<FallbackRuleBody> FallbackOn { get; init; }

    /// <summary>How long before due a card goes out.</summary>
    public required int LeadMinutes { get; init; }

    /// <summary>How long after due somebody is reminded.</summary>
    public required int EscalateAfterMinutes { get; init; }

    /// <summary>How long after due an answer is waited for.</summary>
    public required int ExpireAfterMinutes { get; init; }

    /// <summary>Ids of the people who may answer in the chat; empty for everybody in it.</summary>
    public required IReadOnlyList<string> AllowedPeople { get; init; }

    /// <summary>Where cards go; null while no chat is linked.</summary>
    public required LinkedChatResponse? Chat { get; init; }

    /// <summary>Whether the server has a way to bring cards to people.</summary>
    public required bool IsSetUp { get; init; }

    internal static HandoverSettingsResponse From(HandoverSettings settings, bool isSetUp) => new()
    {
        FallbackOn = [.. settings.FallbackOn.Select(rule => new FallbackRuleBody { On = rule.On, When = rule.When })],
        LeadMinutes = settings.LeadMinutes,
        EscalateAfterMinutes = settings.EscalateAfterMinutes,
        ExpireAfterMinutes = settings.ExpireAfterMinutes,
        AllowedPeople = settings.AllowedPeople,
        Chat = settings.Chat is { } chat ? new LinkedChatResponse { Id = chat.Id, Title = chat.Title } : null,
        IsSetUp = isSetUp,
    };
}

/// <summary>The chat that cards go to.</summary>
public sealed record LinkedChatResponse
{
    public required string Id { get; init; }
    public required string Title { get; init; }
}

/// <summary>What lets a post fall back to a person, and when.</summary>
public sealed record FallbackRuleBody
{
    public required FallbackOn On { get; init; }

    /// <summary>As soon as the trouble shows and the card's time has come, or when the API has had all its tries.</summary>
    public FallbackTime When { get; init; } = FallbackTime.AfterBackoff;
}

/// <summary>How the workspace is to hand posts to people. Its chat is linked by a code.</summary>
public sealed record HandoverSettingsRequest
{
    public required IReadOnlyList<FallbackRuleBody> FallbackOn { get; init; }

    /// <summary>0 to 60.</summary>
    public int LeadMinutes { get; init; } = 10;

    /// <summary>5 to 1,440.</summary>
    public int EscalateAfterMinutes { get; init; } = 30;

    /// <summary>30 to 10,080.</summary>
    public int ExpireAfterMinutes { get; init; } = 1440;

    public IReadOnlyList<string> AllowedPeople { get; init; } = [];

    internal HandoverSettings For(Guid workspaceId) => new()
    {
        WorkspaceId = workspaceId,
        FallbackOn = [.. FallbackOn.Select(rule => new FallbackRule(rule.On, rule.When))],
        LeadMinutes = LeadMinutes,
        EscalateAfterMinutes = EscalateAfterMinutes,
        ExpireAfterMinutes = ExpireAfterMinutes,
        AllowedPeople = [.. AllowedPeople.Distinct()],
    };
}

/// <summary>A code that links the chat it is written into.</summary>
public sealed record LinkCodeResponse
{
    /// <summary>To be written into the chat as <c>/link CODE</c>.</summary>
    public required string Code { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
