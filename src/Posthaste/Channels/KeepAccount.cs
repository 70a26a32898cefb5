using Microsoft.Extensions.Options;
using Posthaste.Channels.Renewal;
using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Workspaces.Plans;

namespace Posthaste.Channels;

/// <summary>Keeps an account and what opens it: as a new channel, or as the new tokens of a known one, whose waiting posts are woken.</summary>
public sealed class KeepAccount(
    IChannelStore channels, TokenVault vault, RenewalPlan plan, IJobStore jobs, PutBackJobs putBackJobs, PlanGate plans, IEventLog events, ITransactions transactions,
    EngineClock clock, WakeSignal signal, IOptions<JobsOptions> options)
{
    /// <summary>Runs in the caller's transaction.</summary>
    /// <param name="workspaceId">Whose channel it becomes.</param>
    /// <param name="platform">For example <c>instagram</c>.</param>
    /// <param name="grant">The account and its tokens.</param>
    /// <param name="actor">Who connects it, for the history.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<ConnectChannelResult> RunAsync(Guid workspaceId, string platform, AccountGrant grant, string actor, CancellationToken ct)
    {
        if (await plans.FindAsync(workspaceId, platform, ct) is { } needed) return new ConnectChannelResult.PlanRequired(needed);
        var now = clock.Now;
        var added = Planned(WithGrant(New(workspaceId, platform, grant.Account, now), grant, now));
        if (await channels.AddAsync(added, Seal(grant.Tokens, added.Id), ct))
        {
            await jobs.AddLanesAsync(added.Id, options.Value.PrepareSlots, ct);
            await events.AppendAsync(ChannelEvents.Of(added, "channel.connected", actor, now), ct);
            return new ConnectChannelResult.Connected(added, IsNew: true);
        }

        var found = await channels.FindByRemoteIdAsync(workspaceId, platform, grant.Account.RemoteId, ct);
        var current = (await channels.LockAsync(found!.Id, ct))!;
        var renewed = Planned(WithGrant(Again(current, grant.Account), grant, now));
        await channels.SaveAsync(renewed, Seal(grant.Tokens, renewed.Id), ct);
        await jobs.SetGateAsync(renewed.Id, renewed.State == ChannelState.Paused ? Gate.Paused : Gate.Open, now, ct);
        await putBackJobs.RunAsync(workspaceId, renewed.Id, actor, now, ct);
        await events.AppendAsync(ChannelEvents.Of(renewed, "channel.reconnected", actor, now), ct);
        transactions.AfterCommit(signal.Wake);
        return new ConnectChannelResult.Connected(renewed, IsNew: false);
    }

    private SealedTokens Seal(AccountTokens tokens, Guid channelId) =>
        new(vault.Seal(tokens.Access, channelId), tokens.Grant is { } grant ? vault.Seal(grant, channelId) : null);

    private Channel Planned(Channel channel) => channel with { Renewal = plan.ForBrought(channel) };

    private static Channel New(Guid workspaceId, string platform, AccountProfile account, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        WorkspaceId = workspaceId,
        Platform = platform,
        RemoteId = account.RemoteId,
        Username = account.Username,
        DisplayName = account.DisplayName,
        State = ChannelState.Active,
        CreatedAt = now,
        UpdatedAt = now,
    };

    private static Channel Again(Channel channel, AccountProfile account) => channel with
    {
        Username = account.Username,
        // A name that a person gave it stays.
        DisplayName = channel.DisplayName ?? account.DisplayName,
        State = channel.PausedAt is null ? ChannelState.Active : ChannelState.Paused,
    };

    private static Channel WithGrant(Channel channel, AccountGrant grant, DateTimeOffset now) => channel with
    {
        Login = grant.Account.Login,
        Server = grant.Account.Server,
        PictureUrl = grant.Account.PictureUrl,
        TokenChangedAt = now,
        TokenExpiresAt = grant.Account.TokenExpiresAt,
        Scopes = grant.Account.Scopes,
        GrantorId = grant.GrantorId,
        GrantExpiresAt = grant.Tokens.GrantExpiresAt,
        UpdatedAt = now,
    };
}
