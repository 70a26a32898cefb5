using System.Diagnostics;
using Microsoft.Extensions.Options;
using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Platforms;

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
}

/// <summary>Makes a channel of a pasted token, or gives an account that is known already its new one and wakes what waited.</summary>
public sealed class ConnectChannel(
    IPlatforms platforms, IChannelStore channels, TokenVault vault, IJobStore jobs, IEventLog events,
    ITransactions transactions, EngineClock clock, WakeSignal signal, IOptions<JobsOptions> options)
{
    public async Task<ConnectChannelResult> RunAsync(ConnectRequest request, string actor, CancellationToken ct)
    {
        if (platforms.Find(request.Platform) is not { } platform)
            return new ConnectChannelResult.UnknownPlatform(request.Platform, [.. platforms.All.Select(known => known.Name)]);

        // Outside of any transaction: the platform may take seconds, and nobody can write meanwhile.
        var token = new Secret(request.AccessToken.Reveal().Trim());
        var answer = await platform.ConnectAsync(new ConnectCall(token, request.RemoteId, request.Login), ct);
        return answer switch
        {
            ConnectResult.Refused refused => new ConnectChannelResult.Refused(refused.Field, refused.Error),
            ConnectResult.Connected connected => await transactions.RunAsync(() => KeepAsync(request, token, connected.Account, actor, ct), ct),
            _ => throw new UnreachableException(),
        };
    }

    private async Task<ConnectChannelResult> KeepAsync(ConnectRequest request, Secret token, AccountProfile account, string actor, CancellationToken ct)
    {
        var now = clock.Now;
        var added = New(request, account, now);
        if (await channels.AddAsync(added, vault.Seal(token, added.Id), ct))
        {
            await jobs.AddLanesAsync(added.Id, options.Value.PrepareSlots, ct);
            await events.AppendAsync(ChannelEvents.Of(added, "channel.connected", actor, now), ct);
            return new ConnectChannelResult.Connected(added, IsNew: true);
        }

        var found = await channels.FindByRemoteIdAsync(request.WorkspaceId, request.Platform, account.RemoteId, ct);
        var current = (await channels.LockAsync(found!.Id, ct))!;
        var renewed = Renew(current, account, now);
        await channels.SaveAsync(renewed, vault.Seal(token, renewed.Id), ct);
        await jobs.SetGateAsync(renewed.Id, renewed.State == ChannelState.Paused ? Gate.Paused : Gate.Open, now, ct);
        await events.AppendAsync(ChannelEvents.Of(renewed, "channel.reconnected", actor, now), ct);
        transactions.AfterCommit(signal.Wake);
        return new ConnectChannelResult.Connected(renewed, IsNew: false);
    }

    private static Channel New(ConnectRequest request, AccountProfile account, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        WorkspaceId = request.WorkspaceId,
        Platform = request.Platform,
        RemoteId = account.RemoteId,
        Login = account.Login,
        Username = account.Username,
        DisplayName = account.DisplayName,
        PictureUrl = account.PictureUrl,
        State = ChannelState.Active,
        TokenChangedAt = now,
        TokenExpiresAt = account.TokenExpiresAt,
        Scopes = account.Scopes,
        CreatedAt = now,
        UpdatedAt = now,
    };

    private static Channel Renew(Channel channel, AccountProfile account, DateTimeOffset now) => channel with
    {
        Login = account.Login,
        Username = account.Username,
        // A name that a person gave it stays.
        DisplayName = channel.DisplayName ?? account.DisplayName,
        PictureUrl = account.PictureUrl,
        State = channel.PausedAt is null ? ChannelState.Active : ChannelState.Paused,
        TokenChangedAt = now,
        TokenExpiresAt = account.TokenExpiresAt,
        Scopes = account.Scopes,
        UpdatedAt = now,
    };
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

    public sealed record UnknownPlatform(string Name, IReadOnlyList<string> Known) : ConnectChannelResult;
}
