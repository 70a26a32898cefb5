using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Logging;
using Posthaste.Jobs;
using Posthaste.Jobs.Telemetry;
using Posthaste.Platforms;

namespace Posthaste.Channels.Renewal;

/// <summary>Renews one channel's token. However many ask at once, here and on other nodes, the network is asked once. The old token is used until it
/// ends: nobody waits for this.</summary>
internal sealed partial class RenewToken(
    IChannelStore channels, TokenVault vault, RenewalPlan plan, KeepRenewal keepRenewal, EngineClock clock, TimeProvider time, EngineMeter meter, ICallMeter usage, ILogger<RenewToken> log)
{
    /// <summary>Longer than the network is waited for, so that no second renewal begins beside this one.</summary>
    public static readonly TimeSpan HoldTime = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(60);

    /// <summary>Who asked a moment too late to share a renewal gets what it came to.</summary>
    private static readonly TimeSpan JustNow = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan PersistWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PersistFor = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<Guid, Lazy<Task<RenewalOutcome>>> _underWay = new();

    /// <summary>Not inside a transaction: the network may take its time.</summary>
    /// <param name="channelId">Whose token.</param>
    /// <param name="actor">Who wants it, for the history.</param>
    /// <param name="ct">Ends the wait, not the renewal: an answer that nobody keeps may be the only one that there will be.</param>
    public Task<RenewalOutcome> RunAsync(Guid channelId, string actor, CancellationToken ct) =>
        _underWay.GetOrAdd(channelId, id => new Lazy<Task<RenewalOutcome>>(() => Task.Run(() => GoAsync(id, actor), CancellationToken.None))).Value.WaitAsync(ct);

    private async Task<RenewalOutcome> GoAsync(Guid channelId, string actor)
    {
        try
        {
            if (await channels.FindAccountAsync(channelId, CancellationToken.None) is not { } account) return new RenewalOutcome.NotFound();
            if (Stands(account, clock.Now) is { } already) return already;
            return await RenewAsync(account.Channel, account.Tokens!, plan.LoginOf(account.Channel)!, actor);
        }
        finally
        {
            _underWay.TryRemove(channelId, out _);
        }
    }

    /// <returns>Null where the network is to be asked.</returns>
    private RenewalOutcome? Stands(SealedAccount account, DateTimeOffset now)
    {
        var (channel, tokens) = account;
        if (tokens is null) return new RenewalOutcome.NotPossible("disconnected", "The channel is disconnected. Connect the account again to use it.");
        if (plan.TermsOf(channel) is not { } terms)
            return new RenewalOutcome.NotPossible("renewed_by_person", "This access cannot be renewed without a person. Connect the account again before it ends.");
        if (channel.State == ChannelState.Reconnect) return new RenewalOutcome.NotPossible("reconnect_needed", "The access has ended and can no longer be renewed. Connect the account again.");
        if (now - channel.Renewal.RenewedAt < JustNow) return new RenewalOutcome.Renewed(channel);
        return channel.TokenChangedAt + terms.NotBefore is { } from && now < from && !(channel.Renewal.NextAt <= now)
            ? new RenewalOutcome.NotPossible("token_too_young", $"The network renews this access only from {from.ToUniversalTime():yyyy-MM-dd HH:mm} UTC on.")
            : null;
    }

    private async Task<RenewalOutcome> RenewAsync(Channel channel, SealedTokens tokens, ILogin login, string actor)
    {
        var now = clock.Now;
        var hold = new RenewalHold
        {
            ChannelId = channel.Id,
            TokenChangedAt = channel.TokenChangedAt,
            Since = now,
            Until = now + HoldTime,
            RetryAt = plan.RetryAt(channel, channel.Renewal.Failures + 1, now, notBefore: null),
        };
        if (!await channels.HoldRenewalAsync(hold, CancellationToken.None))
        {
            return await channels.FindAccountAsync(channel.Id, CancellationToken.None) is { Channel: var other } && other.Renewal.RenewedAt != channel.Renewal.RenewedAt && other.Renewal.RenewedAt is not null
                ? new RenewalOutcome.Renewed(other)
                : new RenewalOutcome.UnderWay();
        }
        var (used, result) = await AskAsync(channel, tokens, login);
        var outcome = await PersistAsync(() => keepRenewal.RunAsync(hold, channel.Renewal, used, result, actor, CancellationToken.None));
        Tell(channel, outcome);
        return outcome;
    }

    private async Task<(Secret? Used, RenewResult Result)> AskAsync(Channel channel, SealedTokens tokens, ILogin login)
    {
        Secret? used = null;
        using var calls = CallTally.Begin();
        try
        {
            used = vault.Open(tokens.Access, channel.Id);
            var grant = tokens.Grant is { } kept ? vault.Open(kept, channel.Id) : null;
            using var patience = new CancellationTokenSource(CallTime, time);
            return (used, await login.RenewAsync(channel.OpenedBy(used), grant, patience.Token));
        }
        catch (Exception e)
        {
            // A bug, a key that is missing, or no answer in time: the token is what it was, and it is tried again ever more slowly.
            LogThrew(e, channel.Id);
            return (used, new RenewResult.Later(WentWrong, RetryAt: null));
        }
        finally
        {
            usage.Count(channel.Id, calls.Totals);
        }
    }

    /// <summary>The answer may hold the only grant that is still good: it is written again while the store is away.</summary>
    private async Task<RenewalOutcome> PersistAsync(Func<Task<RenewalOutcome>> write)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await write();
            }
            catch (DbException e) when (time.GetElapsedTime(begun) < PersistFor)
            {
                LogStoreDown(e);
                await Task.Delay(PersistWait, time, CancellationToken.None);
            }
        }
    }

    private void Tell(Channel channel, RenewalOutcome outcome)
    {
        var word = outcome switch
        {
            RenewalOutcome.Renewed => "renewed",
            RenewalOutcome.Failing => "later",
            RenewalOutcome.Refused { TokenIsDead: true } => "dead",
            RenewalOutcome.Refused => "refused",
            _ => "superseded",
        };
        meter.Renewals.Add(1, new KeyValuePair<string, object?>("platform", channel.Platform), new("result", word));
        if (outcome is RenewalOutcome.Renewed or RenewalOutcome.Superseded) LogRenewed(channel.Id, word);
        else LogNotRenewed(channel.Id, word, outcome switch { RenewalOutcome.Failing failing => failing.Error.Code, RenewalOutcome.Refused refused => refused.Error.Code, _ => null });
    }

    private static readonly PlatformError WentWrong = new()
    {
        Kind = ErrorKind.RetryLater,
        Code = "unexpected",
        Message = "The access could not be renewed, because something went wrong on our side. The server's log has the cause.",
    };

    [LoggerMessage(LogLevel.Information, "The token of channel {ChannelId}: {Result}")]
    private partial void LogRenewed(Guid channelId, string result);

    [LoggerMessage(LogLevel.Warning, "The token of channel {ChannelId} was not renewed: {Result}, {Code}")]
    private partial void LogNotRenewed(Guid channelId, string result, string? code);

    [LoggerMessage(LogLevel.Error, "Renewing the token of channel {ChannelId} went wrong")]
    private partial void LogThrew(Exception exception, Guid channelId);

    [LoggerMessage(LogLevel.Warning, "The store is away; what renewing a token came to is written again")]
    private partial void LogStoreDown(Exception exception);
}
