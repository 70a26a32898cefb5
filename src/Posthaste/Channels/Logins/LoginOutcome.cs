namespace Posthaste.Channels.Logins;

/// <summary>What a sign-in at a network came to.</summary>
public abstract record LoginOutcome
{
    private LoginOutcome() { }

    /// <param name="Channels">One or more.</param>
    public sealed record Connected(IReadOnlyList<ConnectChannelResult.Connected> Channels) : LoginOutcome;

    /// <summary>It opens several accounts: a person chooses within ten minutes.</summary>
    public sealed record Choose(Guid AttemptId) : LoginOutcome;

    public sealed record Failed(LoginFailure Failure) : LoginOutcome;
}
