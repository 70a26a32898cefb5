namespace Posthaste.Platforms;

/// <summary>One way to sign in at a network by browser: OAuth 2.0 with an authorization code (RFC 6749, 4.1). It knows the network's addresses, words and
/// answers; state, sessions and stores are the product's. It never repeats a call by itself.</summary>
public interface ILogin
{
    /// <summary>The word for it in addresses, in the database and in <see cref="PlatformAccount.Login"/>, for example <c>facebook</c>. No two logins share one.</summary>
    string Name { get; }

    /// <summary>The platform whose accounts it connects.</summary>
    string Platform { get; }

    /// <summary>For people, for example <c>Instagram with Facebook Login</c>.</summary>
    string Title { get; }

    /// <summary>Settings that must be given before it can be used, by their keys; empty where it is ready.</summary>
    IReadOnlyList<string> MissingSettings { get; }

    /// <summary>The app that it signs in with.</summary>
    LoginApp App => LoginApp.None;

    /// <summary>The permissions that are asked for.</summary>
    IReadOnlyList<string> Scopes { get; }

    /// <summary>Those of them without which nothing can be published.</summary>
    IReadOnlyList<string> NeededScopes { get; }

    /// <summary>It takes a code challenge (RFC 7636, S256).</summary>
    bool TakesCodeChallenge { get; }

    /// <summary>How its tokens live and are renewed.</summary>
    TokenTerms Terms { get; }

    /// <summary>Where the browser is sent.</summary>
    Uri SignInAddress(LoginAsk ask);

    /// <summary>Trades the code for tokens, makes them last, and reads the accounts that they open.</summary>
    Task<LoginResult> FinishAsync(LoginCode code, CancellationToken ct);

    /// <summary>Renews an account's token. Asked for only where <see cref="TokenTerms.Renews"/>.</summary>
    Task<RenewResult> RenewAsync(PlatformAccount account, Secret? grant, CancellationToken ct);

    /// <summary>Ends what the person granted. Where one grant opens several accounts, it ends for all of them.</summary>
    /// <returns>Null where it is over; else why it could not be ended from here.</returns>
    Task<PlatformError?> RevokeAsync(PlatformAccount account, Secret? grant, CancellationToken ct);

    /// <summary>Verifies what the network sends when a person removes the app or asks for deletion (Meta's <c>signed_request</c>).</summary>
    /// <returns>The person's id as in <see cref="AccountGrant.GrantorId"/>; null where the signature does not hold or the network has no such notices.</returns>
    string? ReadNotice(string signedRequest) => null;

    /// <summary>The header that signs the events which the network posts as JSON; null where it posts none.</summary>
    string? EventSignatureHeader => null;

    /// <summary>Verifies such an event.</summary>
    /// <param name="body">As it came.</param>
    /// <param name="signature">What stands in <see cref="EventSignatureHeader"/>; null for nothing.</param>
    /// <returns>Null where the signature does not hold, or is old.</returns>
    NetworkEvent? ReadEvent(string body, string? signature) => null;
}

/// <summary>Something that a network told by itself.</summary>
/// <param name="RemovedBy">Who has taken their permission back, as in <see cref="AccountGrant.GrantorId"/>; null where it is about something else.</param>
public sealed record NetworkEvent(string? RemovedBy);

/// <summary>The app of a login, as far as it may be shown.</summary>
/// <param name="ClientId">Null where there is none.</param>
/// <param name="FromSettings">The server's settings have it, and what is entered on screen does not count.</param>
public sealed record LoginApp(string? ClientId, bool FromSettings)
{
    public static LoginApp None { get; } = new(null, false);
}

/// <summary>How the tokens of a login live.</summary>
/// <param name="Renews">They can be renewed without a person.</param>
/// <param name="RenewAhead">How long before the end that is done; the moment is spread over the tenth before it.</param>
/// <param name="NotBefore">How old a token must be before it can be renewed.</param>
public sealed record TokenTerms(bool Renews, TimeSpan RenewAhead, TimeSpan NotBefore)
{
    /// <summary>A person signs in again.</summary>
    public static TokenTerms ByPerson { get; } = new(false, TimeSpan.Zero, TimeSpan.Zero);
}

/// <summary>What the address of the sign-in page carries.</summary>
/// <param name="State">Comes back as it is.</param>
/// <param name="RedirectUri">Where the browser comes back to; registered at the network, letter by letter.</param>
/// <param name="CodeChallenge">Null where the login takes none.</param>
/// <param name="Again">Somebody must sign in even where the network remembers them.</param>
public sealed record LoginAsk(string State, Uri RedirectUri, string? CodeChallenge, bool Again = false);

/// <summary>What came back.</summary>
/// <param name="Code">As in the address.</param>
/// <param name="RedirectUri">The same as in <see cref="LoginAsk"/>.</param>
/// <param name="CodeVerifier">Null where the login takes none.</param>
public sealed record LoginCode(Secret Code, Uri RedirectUri, Secret? CodeVerifier);

/// <summary>What a sign-in led to.</summary>
public abstract record LoginResult
{
    private LoginResult() { }

    /// <param name="Accounts">One or more; a person chooses where there are several.</param>
    public sealed record Granted(IReadOnlyList<AccountGrant> Accounts) : LoginResult;

    /// <summary>The person agreed to less than publishing needs.</summary>
    /// <param name="Missing">The scopes.</param>
    public sealed record ScopesMissing(IReadOnlyList<string> Missing) : LoginResult;

    /// <summary>There is no account here that can be published to.</summary>
    /// <param name="Error">Says what kind it must be, and how to make it one.</param>
    public sealed record NoAccount(PlatformError Error) : LoginResult;

    /// <summary>The network did not give a token.</summary>
    public sealed record Refused(PlatformError Error) : LoginResult;
}

/// <summary>An account and what opens it.</summary>
public sealed record AccountGrant
{
    /// <summary>With scopes and the token's end, where known.</summary>
    public required AccountProfile Account { get; init; }

    public required AccountTokens Tokens { get; init; }

    /// <summary>The person who agreed, by the id that the network's notices use; null where it does not tell.</summary>
    public string? GrantorId { get; init; }
}

/// <summary>What opens an account. Of no use in a log: it prints nothing.</summary>
/// <param name="Access">Sent with calls.</param>
/// <param name="Grant">What renews or ends the grant, where that is another token: Facebook's user token, a refresh token. Else null.</param>
/// <param name="GrantExpiresAt">Its end, where there is one.</param>
public sealed record AccountTokens(Secret Access, Secret? Grant = null, DateTimeOffset? GrantExpiresAt = null);

/// <summary>What became of renewing a token.</summary>
public abstract record RenewResult
{
    private RenewResult() { }

    /// <param name="Tokens">To be used from now on.</param>
    /// <param name="ExpiresAt">Of the access token.</param>
    /// <param name="Scopes">Null where the answer does not tell.</param>
    public sealed record Renewed(AccountTokens Tokens, DateTimeOffset? ExpiresAt, IReadOnlyList<string>? Scopes) : RenewResult;

    /// <summary>It will never work: revoked, ended, or refused for good. The token may live on until its end.</summary>
    /// <param name="Error">Why.</param>
    /// <param name="TokenIsDead">The access token is dead as well.</param>
    public sealed record Refused(PlatformError Error, bool TokenIsDead) : RenewResult;

    /// <summary>Not now. The token is what it was.</summary>
    /// <param name="Error">Why.</param>
    /// <param name="RetryAt">Not before then, where the network says.</param>
    public sealed record Later(PlatformError Error, DateTimeOffset? RetryAt) : RenewResult;
}
