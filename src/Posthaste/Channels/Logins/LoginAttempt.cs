namespace Posthaste.Channels.Logins;

/// <summary>A sign-in at a network that was begun and is not over.</summary>
public sealed record LoginAttempt
{
    public required Guid Id { get; init; }

    /// <summary>The only one that may finish it.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>Where its accounts become channels.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>As in <see cref="Platforms.ILogin.Name"/>.</summary>
    public required string Login { get; init; }

    /// <summary>Sealed under <see cref="Id"/>; null where the login takes no challenge.</summary>
    public string? Verifier { get; init; }

    /// <summary>What there is to choose from, sealed under <see cref="Id"/>; null while there is nothing.</summary>
    public string? Grants { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the network sent the person back; null while it has not. A code is traded once.</summary>
    public DateTimeOffset? ReturnedAt { get; init; }
}
