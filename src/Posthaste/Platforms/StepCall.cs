namespace Posthaste.Platforms;

/// <summary>What one step gets to work with.</summary>
public sealed record StepCall
{
    /// <summary>The name of the step to run, one of <see cref="IPlatform.StepsFor(PlatformPost)"/>.</summary>
    public required string Step { get; init; }

    public required PlatformAccount Account { get; init; }

    public required PlatformPost Post { get; init; }

    /// <summary>What the finished steps left behind, as this network wrote it; null before the first one.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>The network's id of the step's part; set for the steps that follow its publish call. For a comment, of
    /// the post it belongs to.</summary>
    public string? RemoteId { get; init; }

    /// <summary>An earlier publish call of this checkpoint was settled as "did not happen". Answers that would
    /// otherwise be a plain refusal may then mean that it did (3-platforms B2, class U after any earlier publish).</summary>
    public bool PublishedBefore { get; init; }
}

/// <summary>The account a call is made for.</summary>
/// <param name="ChannelId">Ours.</param>
/// <param name="RemoteId">The network's.</param>
/// <param name="Login">Which login product the token came from, where a network has several; else null.</param>
/// <param name="Token">Goes into a header, never into a URL or a log line.</param>
public sealed record PlatformAccount(Guid ChannelId, string RemoteId, string? Login, Secret Token)
{
    /// <summary>Where the account lives, on networks of many servers; null where there is one.</summary>
    public Uri? Server { get; init; }
}
