using Posthaste.Platforms;

namespace Posthaste.Jobs;

/// <summary>What people, and the one who brings cards, do to a job that is handed over, or is to be.</summary>
public abstract record HandoverChange
{
    private HandoverChange() { }

    /// <summary>A person wants to publish it by hand.</summary>
    public sealed record HandOver(string Why, CardTimes Card) : HandoverChange;

    /// <summary>A named person says that it was not posted: the API may publish it again, once somebody says so.</summary>
    public sealed record Withdraw : HandoverChange;

    /// <summary>A person says that it is live.</summary>
    /// <param name="HandoverId">By which card. It counts whatever has become of that.</param>
    /// <param name="By">As people know them.</param>
    /// <param name="EventId">Of the event, so that it is told once.</param>
    public sealed record Posted(Guid HandoverId, string By, Guid EventId) : HandoverChange;

    /// <summary>Where the post is that a person has published.</summary>
    /// <param name="RemoteId">The network's id, where it was found in the account; else null.</param>
    /// <param name="At">When it went live, where the account says so; else null.</param>
    public sealed record Link(Uri Permalink, string? RemoteId, DateTimeOffset? At) : HandoverChange;

    /// <summary>It is not to be published on this channel.</summary>
    public sealed record Skip(Guid HandoverId) : HandoverChange;

    /// <summary>At another time, and still by hand: this card is closed, and another goes out then.</summary>
    public sealed record Snooze(Guid HandoverId, DateTimeOffset DueAt, HandoverCause Cause, string Why, CardTimes Card) : HandoverChange;

    /// <summary>The card reached nobody.</summary>
    /// <param name="Error">What to tell and to keep; says what to do.</param>
    public sealed record Fail(Guid HandoverId, PlatformError Error) : HandoverChange;
}
