using Posthaste.Platforms;

namespace Posthaste.Channels.Renewal;

/// <summary>What became of renewing a channel's token.</summary>
public abstract record RenewalOutcome
{
    private RenewalOutcome() { }

    /// <summary>It was renewed, now or within the last minute.</summary>
    public sealed record Renewed(Channel Channel) : RenewalOutcome;

    /// <summary>Not now. The token is what it was, and it is tried again by itself.</summary>
    public sealed record Failing(Channel Channel, PlatformError Error, DateTimeOffset RetryAt) : RenewalOutcome;

    /// <summary>It will never work: a person must connect the account again.</summary>
    /// <param name="TokenIsDead">The token does not even live until its end.</param>
    public sealed record Refused(Channel Channel, PlatformError Error, bool TokenIsDead) : RenewalOutcome;

    /// <summary>Meanwhile the account was connected again, or disconnected: what the network answered is of no use.</summary>
    public sealed record Superseded(Channel Channel) : RenewalOutcome;

    /// <summary>Another node is at it.</summary>
    public sealed record UnderWay : RenewalOutcome;

    /// <summary>The network was not asked.</summary>
    /// <param name="Code">Stable snake_case word.</param>
    /// <param name="Message">For a person.</param>
    public sealed record NotPossible(string Code, string Message) : RenewalOutcome;

    public sealed record NotFound : RenewalOutcome;
}
