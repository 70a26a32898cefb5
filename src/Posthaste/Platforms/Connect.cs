namespace Posthaste.Platforms;

/// <summary>A pasted token that should become a channel.</summary>
/// <param name="AccessToken">As pasted, trimmed.</param>
/// <param name="RemoteId">The account's id where the token alone does not tell; else null.</param>
/// <param name="Login">The login product, where a network has several and the person named one; else null.</param>
public sealed record ConnectCall(Secret AccessToken, string? RemoteId, string? Login)
{
    /// <summary>Where the account lives, on networks of many servers: scheme, host and port; null where nobody named one.</summary>
    public Uri? Server { get; init; }

    /// <summary>Whether the token may stand in an Authorization header: visible ASCII, no spaces.</summary>
    public bool HasHeaderToken => AccessToken.Reveal() is { Length: > 0 and <= MaxTokenLength } text && text.All(c => c is >= '!' and <= '~');

    private const int MaxTokenLength = 4_096;
}

/// <summary>What the network said of a token.</summary>
public abstract record ConnectResult
{
    private ConnectResult() { }

    public sealed record Connected(AccountProfile Account) : ConnectResult;

    /// <param name="Field">The API field to mend: <c>accessToken</c>, <c>remoteId</c>, <c>server</c> or <c>login</c>; null where the network could not be asked.</param>
    /// <param name="Error">Why.</param>
    public sealed record Refused(string? Field, PlatformError Error) : ConnectResult
    {
        /// <summary>What was pasted cannot be right, as far as this program can tell.</summary>
        /// <param name="field">The API field to mend.</param>
        /// <param name="code">As in the error catalogue.</param>
        /// <param name="message">What is wrong.</param>
        /// <param name="advice">What mends it.</param>
        public static Refused For(string field, string code, string message, string advice) =>
            new(field, new PlatformError { Kind = ErrorKind.ReconnectAccount, Code = code, Message = message, Advice = advice, Field = field });

        public static Refused MalformedToken { get; } = For(
            "accessToken", "token_malformed", "This is not a token: it is empty, or has spaces or unusual characters.", "Copy the token again, whole and without line breaks.");
    }
}

/// <summary>An account as its network describes it.</summary>
public sealed record AccountProfile
{
    /// <summary>The same for nobody else on this network, whatever server they are at.</summary>
    public required string RemoteId { get; init; }

    public required string Username { get; init; }
    public string? DisplayName { get; init; }
    public Uri? PictureUrl { get; init; }

    /// <summary>Which login product the token belongs to; null where a network has one.</summary>
    public string? Login { get; init; }

    /// <summary>Where the account lives, on networks of many servers; null where there is one.</summary>
    public Uri? Server { get; init; }

    /// <summary>What the token may do, where the network tells; null where it does not.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>When the token ends, where the network tells.</summary>
    public DateTimeOffset? TokenExpiresAt { get; init; }
}
