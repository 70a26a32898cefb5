namespace Posthaste.Sandbox.Login;

/// <summary>A code a person was sent back with: good once, for a while, for one app and one redirect URI.</summary>
internal sealed record FakeCode
{
    public required string Value { get; init; }

    public required string ClientId { get; init; }

    public required string RedirectUri { get; init; }

    /// <summary>Null with Instagram Login.</summary>
    public required string? PersonId { get; init; }

    /// <summary>The accounts that were shared; may be none with Facebook Login.</summary>
    public required IReadOnlyList<string> AccountIds { get; init; }

    public required IReadOnlyList<string> Granted { get; init; }

    public required IReadOnlyList<string> Declined { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Set where the dialog was opened with a challenge; then the verifier must come with the code.</summary>
    public required PkceChallenge? Challenge { get; init; }

    public bool IsUsed { get; init; }
}
