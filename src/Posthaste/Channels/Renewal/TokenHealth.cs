namespace Posthaste.Channels.Renewal;

/// <summary>How the access to an account stands.</summary>
public enum TokenHealth
{
    Valid,

    /// <summary>It is renewed by itself within a day.</summary>
    RenewSoon,

    /// <summary>Renewing it failed; it is tried again, and good until its end.</summary>
    RenewalFailing,

    /// <summary>Only a person can renew it, and its end comes near or nothing else will do.</summary>
    ReconnectSoon,

    /// <summary>Nothing can be published with it: the account must be connected again.</summary>
    Dead,

    Disconnected,
}

/// <summary>Tells how the access to an account stands, from its row. Pure.</summary>
public static class TokenHealthRules
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(1);

    /// <summary>How long before its end a person is told of a token that nothing else renews.</summary>
    internal static readonly TimeSpan SoonForPeople = TimeSpan.FromDays(7);

    public static TokenHealth Of(Channel channel, DateTimeOffset now) => channel switch
    {
        { State: ChannelState.Disconnected } => TokenHealth.Disconnected,
        { State: ChannelState.Reconnect } => TokenHealth.Dead,
        { TokenExpiresAt: { } end } when end <= now => TokenHealth.Dead,
        { Renewal: { Error: not null, NextAt: null } } => TokenHealth.ReconnectSoon,
        { Renewal.Error: not null } => TokenHealth.RenewalFailing,
        { Renewal.NextAt: null, TokenExpiresAt: { } end } when end - now <= SoonForPeople => TokenHealth.ReconnectSoon,
        { Renewal.NextAt: { } next } when next - now <= Soon => TokenHealth.RenewSoon,
        _ => TokenHealth.Valid,
    };
}
