using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Channels.Renewal;

/// <summary>Writes down what the network said of renewing a token: the new tokens and what goes with them in one commit, before anybody uses them.</summary>
internal sealed class KeepRenewal(
    IChannelStore channels, TokenVault vault, IJobStore jobs, IEventLog events, ITransactions transactions, RenewalPlan plan, CloseDeadChannel closeDeadChannel, EngineClock clock, WakeSignal signal)
{
    /// <param name="hold">Ends with the commit.</param>
    /// <param name="before">How renewing stood before the hold.</param>
    /// <param name="used">The token that was to be renewed; null where it could not be opened.</param>
    /// <param name="result">What the network said.</param>
    /// <param name="actor">Who wanted it, for the history.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<RenewalOutcome> RunAsync(RenewalHold hold, TokenRenewal before, Secret? used, RenewResult result, string actor, CancellationToken ct) =>
        transactions.RunAsync<RenewalOutcome>(async () =>
        {
            if (await channels.LockAsync(hold.ChannelId, ct) is null || await channels.FindAccountAsync(hold.ChannelId, ct) is not { } account) return new RenewalOutcome.NotFound();
            await channels.EndRenewalAsync(hold, ct);
            if (account.Tokens is not { } stored || !IsStill(account, hold, used)) return new RenewalOutcome.Superseded(account.Channel);
            await channels.CountRenewalAsync(hold.ChannelId, hold.TokenChangedAt, result is RenewResult.Renewed, clock.Now, ct);
            return result switch
            {
                RenewResult.Renewed renewed => await RenewedAsync(account.Channel, stored, renewed, actor, ct),
                RenewResult.Later later => await LaterAsync(account.Channel, before, later, ct),
                RenewResult.Refused { TokenIsDead: true, Error: var error } => new RenewalOutcome.Refused(await closeDeadChannel.RunAsync(account.Channel, error, clock.Now, ct), error, TokenIsDead: true),
                RenewResult.Refused { Error: var error } => await RefusedAsync(account.Channel, before, error, ct),
                _ => throw new UnreachableException(),
            };
        }, ct);

    private async Task<RenewalOutcome> RenewedAsync(Channel channel, SealedTokens stored, RenewResult.Renewed renewed, string actor, CancellationToken ct)
    {
        var now = clock.Now;
        // Where the old token died before this commit, the engine may have found it dead already.
        var wasDead = channel.State == ChannelState.Reconnect;
        var kept = channel with
        {
            State = !wasDead ? channel.State : channel.PausedAt is null ? ChannelState.Active : ChannelState.Paused,
            TokenChangedAt = now,
            TokenExpiresAt = renewed.ExpiresAt,
            Scopes = renewed.Scopes ?? channel.Scopes,
            // An answer without another one means that the old one stays (RFC 6749, 6).
            GrantExpiresAt = renewed.Tokens.Grant is null ? channel.GrantExpiresAt : renewed.Tokens.GrantExpiresAt,
            UpdatedAt = now,
        };
        kept = kept with { Renewal = plan.ForRenewed(kept, now) };
        var tokens = new SealedTokens(vault.Seal(renewed.Tokens.Access, channel.Id), renewed.Tokens.Grant is { } grant ? vault.Seal(grant, channel.Id) : stored.Grant);
        await channels.SaveAsync(kept, tokens, ct);
        if (wasDead)
        {
            await jobs.SetGateAsync(channel.Id, kept.State == ChannelState.Paused ? Gate.Paused : Gate.Open, now, ct);
            transactions.AfterCommit(signal.Wake);
        }
        await events.AppendAsync(ChannelEvents.Of(kept, "channel.token_renewed", actor, now, Json(new { expiresAt = kept.TokenExpiresAt })), ct);
        return new RenewalOutcome.Renewed(kept);
    }

    private async Task<RenewalOutcome> LaterAsync(Channel channel, TokenRenewal before, RenewResult.Later later, CancellationToken ct)
    {
        var now = clock.Now;
        var retryAt = plan.RetryAt(channel, channel.Renewal.Failures, now, later.RetryAt);
        var failing = channel with
        {
            Renewal = channel.Renewal with { NextAt = channel.State == ChannelState.Reconnect ? null : retryAt, Error = ErrorOf(later.Error, now) },
            UpdatedAt = now,
        };
        await channels.SaveAsync(failing, ct);
        if (IsNews(channel, before, now)) await TellAsync(failing, "channel.renewal_failing", later.Error, now, ct);
        return new RenewalOutcome.Failing(failing, later.Error, retryAt);
    }

    private async Task<RenewalOutcome> RefusedAsync(Channel channel, TokenRenewal before, PlatformError error, CancellationToken ct)
    {
        var now = clock.Now;
        var refused = channel with { Renewal = channel.Renewal with { NextAt = null, Error = ErrorOf(error, now) }, UpdatedAt = now };
        await channels.SaveAsync(refused, ct);
        // A person who tries again what was refused already learns it from the answer.
        if (before is not { NextAt: null, Error: not null }) await TellAsync(refused, "channel.reconnect_soon", error, now, ct);
        return new RenewalOutcome.Refused(refused, error, TokenIsDead: false);
    }

    /// <summary>Told when it first fails, and once more when the end has come near.</summary>
    private bool IsNews(Channel channel, TokenRenewal before, DateTimeOffset now) =>
        before.Error is not { } last
        || (RenewalTimes.IsNear(channel.TokenExpiresAt, plan.LastBuffer, now) && !RenewalTimes.IsNear(channel.TokenExpiresAt, plan.LastBuffer, last.At));

    private Task TellAsync(Channel channel, string kind, PlatformError error, DateTimeOffset now, CancellationToken ct) =>
        events.AppendAsync(ChannelEvents.Of(channel, kind, "engine", now,
            Json(new { code = error.Code, message = error.Message, expiresAt = channel.TokenExpiresAt, failures = channel.Renewal.Failures })), ct);

    private bool IsStill(SealedAccount account, RenewalHold hold, Secret? used) => used is null
        ? account.Channel.TokenChangedAt == hold.TokenChangedAt
        : CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(vault.Open(account.Tokens!.Access, hold.ChannelId).Reveal()), Encoding.UTF8.GetBytes(used.Reveal()));

    private static RenewalError ErrorOf(PlatformError error, DateTimeOffset now) => new(error.Code ?? Words.Of(error.Kind), error.Message, now);

    private static string Json(object data) => JsonSerializer.Serialize(data, JsonSerializerOptions.Web);
}
