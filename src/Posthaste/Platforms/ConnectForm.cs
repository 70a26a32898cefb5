namespace Posthaste.Platforms;

/// <summary>What a person is asked for where an account is connected without a browser. All of it is shown to people.</summary>
public sealed record ConnectForm
{
    /// <summary>One access token, and the account's id where the token opens several.</summary>
    public static readonly ConnectForm AccessToken = new();

    /// <summary>What the secret is called where it is made.</summary>
    public string SecretLabel { get; init; } = "Access token";

    /// <summary>One sentence: where to find or make the secret.</summary>
    public string SecretHelp { get; init; } = "For a token that was made in the network’s own tools.";

    /// <summary>What tells the account (<c>remoteId</c>).</summary>
    public string AccountLabel { get; init; } = "The account’s id at the network";

    /// <summary>Null where there is nothing to say.</summary>
    public string? AccountHelp { get; init; } = "Needed where the token opens several accounts.";

    /// <summary>The secret alone does not tell the account.</summary>
    public bool NeedsAccount { get; init; }

    /// <summary>What the server is called; null where the network has one server and nobody is asked.</summary>
    public string? ServerLabel { get; init; }

    /// <summary>The server that most accounts are at, and that is meant where nobody names one; null where one must be named.</summary>
    public Uri? UsualServer { get; init; }
}
