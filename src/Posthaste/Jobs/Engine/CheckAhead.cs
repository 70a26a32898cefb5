using System.Data.Common;
using Microsoft.Extensions.Logging;
using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>Looks whether a job could go out, before anything is sent: some time ahead (<see cref="JobsOptions.Preflight"/>), just
/// before it is prepared, and again where a look found something.</summary>
internal sealed class CheckAhead(IPreflight preflight, IAccountSource accounts, EngineClock clock, TimeProvider time, ILogger<CheckAhead> log)
{
    /// <summary>A check that takes longer counts as one that went wrong.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    /// <summary>Nothing is prepared yet, or a check holds it back.</summary>
    public static bool IsFor(Job job) => job.MendsByItself || job is { State: JobState.Scheduled, Step: null, Checkpoint: null };

    /// <returns>Null where the job is to be prepared now.</returns>
    public async Task<RunEnd?> RunAsync(Run run, IPlatform? platform, CancellationToken ct)
    {
        var job = run.Claimed.Job;
        // A person's pause is nothing to mend: the job waits for its end, and is looked at then.
        if (run.Claimed.Gate == Gate.Paused && !job.MendsByItself) return RunEnds.Parked(job);

        IReadOnlyList<PlatformError> findings;
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            findings = await FindAsync(run.Claimed, platform, either.Token);
        }
        catch (Exception e) when (e is not DbException && !ct.IsCancellationRequested)
        {
            log.CheckThrew(e, job.Id);
            return RunEnds.NotChecked(job, clock.Now);
        }
        return findings.Count > 0 ? run.Ends.Preflight(job, Together(findings), clock.Now) : run.Ends.Checked(job, clock.Now);
    }

    private async Task<IReadOnlyList<PlatformError>> FindAsync(ClaimedJob claimed, IPlatform? platform, CancellationToken ct)
    {
        if (platform is null) return [PlatformMissing(claimed.Job)];
        var findings = await preflight.CheckAsync(claimed.Job, ct);
        // The gate is what counts in the end: whatever the check knows of the account, a closed one lets nothing out.
        var closed = claimed.Gate is Gate.Reconnect or Gate.Disconnected || await accounts.FindAsync(claimed.Job.ChannelId, ct) is null;
        return closed && findings.All(finding => finding.Kind != ErrorKind.ReconnectAccount) ? [.. findings, NotConnected] : findings;
    }

    public static PlatformError PlatformMissing(Job job) => new()
    {
        Kind = ErrorKind.FixContent,
        Code = "platform_missing",
        Message = $"This server does not know the network '{job.Platform}'.",
    };

    private static readonly PlatformError NotConnected = new()
    {
        Kind = ErrorKind.ReconnectAccount,
        Code = "channel_needs_reconnect",
        Message = "The account must be connected again before the post can go out.",
        Advice = "Connect the account again; the post then goes on by itself.",
    };

    /// <summary>One error that says it all. It is the account's only where nothing else must be mended.</summary>
    private static PlatformError Together(IReadOnlyList<PlatformError> findings)
    {
        var first = findings.FirstOrDefault(finding => finding.Kind != ErrorKind.ReconnectAccount) ?? findings[0];
        return first with
        {
            Message = Join(findings.Select(finding => finding.Message))!,
            Advice = Join(findings.Select(finding => finding.Advice).OfType<string>()),
            ApiOnly = findings.All(finding => finding.ApiOnly),
        };
    }

    private static string? Join(IEnumerable<string> sentences) => string.Join(' ', sentences.Distinct()) is { Length: > 0 } text ? text : null;
}
