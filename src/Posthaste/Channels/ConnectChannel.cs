using System.Diagnostics;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Workspaces.Plans;

namespace Posthaste.Channels;

/// <summary>An account that should become a channel.</summary>
public sealed record ConnectRequest
{
    public required Guid WorkspaceId { get; init; }

    /// <summary>For example <c>instagram</c>.</summary>
    public required string Platform { get; init; }

    public required Secret AccessToken { get; init; }

    /// <summary>Where the token alone does not tell which account; else null.</summary>
    public string? RemoteId { get; init; }

    /// <summary>The login product, where a platform has several; null to find out.</summary>
    public string? Login { get; init; }

    /// <summary>Where the account lives, as a person wrote it; null for the platform's usual server.</summary>
    public string? Server { get; init; }
}

/// <summary>Makes a channel of a pasted token, or gives an account that is known already its new one and wakes what waited.</summary>
public sealed class ConnectChannel(IPlatforms platforms, KeepAccount keepAccount, ITransactions transactions, ICallMeter meter)
{
    public async Task<ConnectChannelResult> RunAsync(ConnectRequest request, string actor, CancellationToken ct)
    {
        if (platforms.Find(request.Platform) is not { } platform)
            return new ConnectChannelResult.UnknownPlatform(request.Platform, [.. platforms.All.Select(known => known.Name)]);

        if (Incomplete(platform, request) is { } incomplete) return incomplete;
        // Outside of any transaction: the platform may take seconds, and nobody can write meanwhile.
        var token = new Secret(request.AccessToken.Reveal().Trim());
        using var calls = CallTally.Begin();
        var answer = await platform.ConnectAsync(new ConnectCall(token, request.RemoteId, request.Login) { Server = ServerOf(platform, request) }, ct);
        var result = answer switch
        {
            ConnectResult.Refused refused => new ConnectChannelResult.Refused(refused.Field, refused.Error),
            ConnectResult.Connected { Account: var account } => await transactions.RunAsync(() => keepAccount.RunAsync(
                request.WorkspaceId, request.Platform, new AccountGrant { Account = account, Tokens = new AccountTokens(token) }, actor, ct), ct),
            _ => throw new UnreachableException(),
        };
        // Only now is it known whose calls they were. Those for an account that was refused are nobody's.
        if (result is ConnectChannelResult.Connected { Channel.Id: var channelId }) meter.Count(channelId, calls.Totals);
        return result;
    }

    /// <returns>Null where all is there that the platform's form asks for.</returns>
    private static ConnectChannelResult.Refused? Incomplete(IPlatform platform, ConnectRequest request)
    {
        var form = platform.ConnectForm;
        if (form.NeedsAccount && string.IsNullOrWhiteSpace(request.RemoteId))
            return Refused("remoteId", "account_missing", $"{platform.DisplayName} wants to be told which account it is.", $"Give remoteId: {form.AccountLabel}.");
        if (form.ServerLabel is null)
            return IsNamed(request) ? Refused("server", "server_not_asked", $"{platform.DisplayName} has one server only.", "Leave the server out.") : null;
        if (IsNamed(request) && ServerOf(platform, request) is null)
            return Refused("server", "server_malformed", "This is not the address of a server.", "Give it as in https://example.social, without a user name or password in it.");
        return IsNamed(request) || form.UsualServer is not null ? null : Refused("server", "server_missing", $"{platform.DisplayName} has many servers, and nobody said which.", $"Give server: {form.ServerLabel}.");
    }

    private static Uri? ServerOf(IPlatform platform, ConnectRequest request) =>
        IsNamed(request) ? ServerAddress.Read(request.Server!, takesPlainHttp: platform.IsOnThisMachine) : platform.ConnectForm.UsualServer;

    private static bool IsNamed(ConnectRequest request) => !string.IsNullOrWhiteSpace(request.Server);

    private static ConnectChannelResult.Refused Refused(string field, string code, string message, string advice) =>
        new(field, new PlatformError { Kind = ErrorKind.ReconnectAccount, Code = code, Message = message, Advice = advice, Field = field });
}

/// <summary>What became of the wish to connect an account.</summary>
public abstract record ConnectChannelResult
{
    private ConnectChannelResult() { }

    /// <param name="IsNew">False where the account was known and got its new token.</param>
    public sealed record Connected(Channel Channel, bool IsNew) : ConnectChannelResult;

    /// <param name="Field">The API field to mend; null where the platform could not be asked.</param>
    /// <param name="Error">Why.</param>
    public sealed record Refused(string? Field, PlatformError Error) : ConnectChannelResult;

    /// <summary>The workspace's plan locks the platform; nothing was changed.</summary>
    public sealed record PlanRequired(PlanNeeded Needed) : ConnectChannelResult;

    public sealed record UnknownPlatform(string Name, IReadOnlyList<string> Known) : ConnectChannelResult;
}
