using System.Text.Json;
using Microsoft.Extensions.Logging;
using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Channels.Logins;

/// <summary>Ends at the network what a person granted, once nothing here needs it any more. That it cannot be ended is told and hinders nothing: the token is forgotten already.</summary>
public sealed partial class RevokeGrant(KnownLogins logins, IEventLog events, ITransactions transactions, EngineClock clock, ICallMeter meter, ILogger<RevokeGrant> log)
{
    private static readonly PlatformError NotSetUp = new()
    {
        Kind = ErrorKind.ReconnectAccount,
        Code = "login_not_set_up",
        Message = "The app that this account was connected with is no longer set up on this server.",
        Advice = "The token is forgotten here. To end it at the network too, remove the app there.",
    };

    /// <summary>To be called outside of any transaction.</summary>
    /// <param name="channel">As it was before it was disconnected.</param>
    /// <param name="tokens">What opened it.</param>
    /// <param name="actor">Who disconnected it.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task RunAsync(Channel channel, AccountTokens tokens, string actor, CancellationToken ct)
    {
        using var calls = CallTally.Begin();
        var error = logins.Find(channel.Login) is { MissingSettings.Count: 0 } login
            ? await login.RevokeAsync(channel.OpenedBy(tokens.Access), tokens.Grant, ct)
            : NotSetUp;
        meter.Count(channel.Id, calls.Totals);
        if (error is not null) LogNotRevoked(channel.Id, channel.Login, error.Code);

        var data = error is null ? "{}" : JsonSerializer.Serialize(new { code = error.Code, message = error.Message, advice = error.Advice }, JsonSerializerOptions.Web);
        await transactions.RunAsync(async () =>
        {
            await events.AppendAsync(ChannelEvents.Of(channel, error is null ? "channel.grant_revoked" : "channel.grant_not_revoked", actor, clock.Now, data), ct);
            return true;
        }, ct);
    }

    [LoggerMessage(LogLevel.Warning, "What was granted for channel {ChannelId} by {Login} could not be ended at the network: {Code}")]
    private partial void LogNotRevoked(Guid channelId, string? login, string? code);
}
