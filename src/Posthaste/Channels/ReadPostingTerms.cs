using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Channels;

/// <summary>Asks a network what an account allows for a new post at this moment.</summary>
internal sealed class ReadPostingTerms(IChannelStore channels, IAccountSource accounts, IPlatforms platforms, ICallMeter meter, EngineClock clock)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(10);

    /// <returns>Null where there is no such channel.</returns>
    public async Task<PostingTermsResult?> RunAsync(Guid workspaceId, Guid channelId, CancellationToken ct)
    {
        if (await channels.FindAsync(workspaceId, channelId, ct) is not { } channel) return null;
        if (platforms.Find(channel.Platform) is not { } platform || await accounts.FindAsync(channel.Id, ct) is not { } account) return new PostingTermsResult.Known(null);

        using var calls = CallTally.Begin();
        var reading = await platform.ReadTermsAsync(account, ct);
        meter.Count(channel.Id, calls.Totals);
        return reading.Failure switch
        {
            null => new PostingTermsResult.Known(reading.Value),
            StepResult.Wait wait => new PostingTermsResult.Later(TooManyCalls, wait.Until - clock.Now),
            // Used up for longer than somebody at the composer waits.
            StepResult.RateLimited limited when limited.Until - clock.Now > Soon => new PostingTermsResult.Refused(limited.Error),
            StepResult.RateLimited limited => new PostingTermsResult.Later(limited.Error, limited.Until - clock.Now),
            StepResult.Unauthorized dead => await ReportAsync(account, dead.Error, ct),
            StepResult.Rejected rejected => new PostingTermsResult.Refused(rejected.Error),
            StepResult.Unavailable unavailable => new PostingTermsResult.Later(unavailable.Error, unavailable.RetryAfter),
            _ => new PostingTermsResult.Known(null),
        };
    }

    private async Task<PostingTermsResult> ReportAsync(PlatformAccount account, PlatformError error, CancellationToken ct)
    {
        await accounts.ReportDeadTokenAsync(account, error, ct);
        return new PostingTermsResult.Refused(error);
    }

    private static readonly PlatformError TooManyCalls = new()
    {
        Kind = ErrorKind.WaitUntil,
        Code = "too_many_calls",
        Message = "The network was asked too often about this account within a minute.",
        Advice = "It is asked again in a moment.",
    };
}

/// <summary>What came of asking.</summary>
public abstract record PostingTermsResult
{
    private PostingTermsResult() { }

    /// <param name="Terms">Null on networks that have none.</param>
    public sealed record Known(PostingTerms? Terms) : PostingTermsResult;

    /// <summary>The account cannot post at the moment, and a person must do something about it.</summary>
    public sealed record Refused(PlatformError Error) : PostingTermsResult;

    /// <param name="Error">Why it is not known now.</param>
    /// <param name="RetryAfter">Null where the network does not say.</param>
    public sealed record Later(PlatformError Error, TimeSpan? RetryAfter) : PostingTermsResult;
}
