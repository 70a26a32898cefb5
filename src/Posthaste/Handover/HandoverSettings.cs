using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Posts;

namespace Posthaste.Handover;

/// <summary>How a workspace hands posts to people.</summary>
public sealed record HandoverSettings
{
    public required Guid WorkspaceId { get; init; }

    /// <summary>What lets a post fall back to a person; empty for nothing.</summary>
    public IReadOnlyList<FallbackRule> FallbackOn { get; init; } = [];

    /// <summary>How long before due a card goes out: 0 to 60.</summary>
    public int LeadMinutes { get; init; } = 10;

    /// <summary>How long after due, or after the card went out, somebody is reminded: 5 to 1,440.</summary>
    public int EscalateAfterMinutes { get; init; } = 30;

    /// <summary>How long after due an answer is waited for: 30 to 10,080.</summary>
    public int ExpireAfterMinutes { get; init; } = 1440;

    /// <summary>Ids of the people who may answer, as the chat's network knows them; empty for everybody in the chat.</summary>
    public IReadOnlyList<string> AllowedPeople { get; init; } = [];

    /// <summary>Where cards go; null while none is linked.</summary>
    public LinkedChat? Chat { get; init; }

    public CardTimes Card => new(TimeSpan.FromMinutes(LeadMinutes), TimeSpan.FromMinutes(ExpireAfterMinutes));

    /// <summary>What lets this post fall back to a person: its own word, or else the workspace's.</summary>
    internal IReadOnlyList<FallbackRule> RulesFor(PostDraft draft) => draft.Handover switch
    {
        PostHandover.Never => [],
        PostHandover.AnyError => [new FallbackRule(Jobs.FallbackOn.AnyError, FallbackTime.AfterBackoff)],
        _ => FallbackOn,
    };

    /// <returns>Null where nothing is wrong.</returns>
    internal Finding? Check() => this switch
    {
        { LeadMinutes: < 0 or > 60 } => new("out_of_range", "leadMinutes", "A card goes out 0 to 60 minutes before due."),
        { EscalateAfterMinutes: < 5 or > 1440 } => new("out_of_range", "escalateAfterMinutes", "Somebody is reminded after 5 to 1,440 minutes (a day)."),
        { ExpireAfterMinutes: < 30 or > 10_080 } => new("out_of_range", "expireAfterMinutes", "An answer is waited for 30 to 10,080 minutes (a week)."),
        { AllowedPeople.Count: > 100 } => new("out_of_range", "allowedPeople", "Name at most 100 people."),
        _ when AllowedPeople.Any(id => id is not { Length: > 0 and <= 64 } || id.Any(c => c is < '!' or > '~')) =>
            new("invalid_person", "allowedPeople", "Give ids of people, such as Telegram's numbers: 1 to 64 characters without blanks."),
        _ when FallbackOn.DistinctBy(rule => rule.On).Count() != FallbackOn.Count => new("duplicate", "fallbackOn", "Name each kind of trouble once."),
        _ => null,
    };
}

/// <summary>A chat that cards go to.</summary>
/// <param name="Id">As its network knows it.</param>
/// <param name="Title">As people know it.</param>
public sealed record LinkedChat(string Id, string Title);
