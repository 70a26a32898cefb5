using System.Text.Json;
using Posthaste.Jobs;
using Posthaste.Tests.Invariants;

namespace Posthaste.Tests.Crash;

/// <summary>What one run, or many together, came to.</summary>
internal sealed record CrashCounts
{
    public int Runs { get; init; }
    public int Kills { get; init; }
    public int Posts { get; init; }

    /// <summary>Publish calls that reached the platform.</summary>
    public int PublishCalls { get; init; }

    /// <summary>Posts and stories that went live.</summary>
    public int Live { get; init; }

    /// <summary>Live more than once.</summary>
    public int Duplicates { get; init; }

    /// <summary>Neither over nor with a person.</summary>
    public int Lost { get; init; }

    /// <summary>Said to be live, and is not.</summary>
    public int FalseSuccess { get; init; }

    /// <summary>Live, and not said to be.</summary>
    public int FalseFailure { get; init; }

    /// <summary>Said to be live, as is true, and which of the account's posts it is nobody knows.</summary>
    public int Nameless { get; init; }

    public int UnknownToPublished { get; init; }
    public int UnknownToNotPublished { get; init; }
    public int UnknownToAttention { get; init; }

    /// <summary>From the restart until nothing was left to do.</summary>
    public IReadOnlyList<double> RecoverySeconds { get; init; } = [];

    public static CrashCounts Of(StoreRecords store, JsonElement ledger)
    {
        var live = ledger.GetProperty("posts").EnumerateArray().Select(post => (Id: post.GetProperty("mediaId").GetString()!, Container: post.GetProperty("containerId").GetString()!)).ToList();
        var told = store.Intents.Where(row => row.Intent is { Outcome: IntentOutcome.Happened, Part: not "comment" }).ToList();
        var intended = store.Intents.Select(row => row.Intent).Where(intent => intent.Part != "comment").GroupBy(intent => (intent.JobId, intent.Part)).ToList();
        return new CrashCounts
        {
            Runs = 1,
            Posts = store.Jobs.Count,
            PublishCalls = ledger.GetProperty("calls").GetArrayLength(),
            Live = live.Count,
            Duplicates = intended.Sum(part => Math.Max(0, live.Count(post => part.Any(intent => Names(intent, post.Container))) - 1)),
            Lost = store.Jobs.Count(job => job.State is not (JobState.Published or JobState.NeedsAttention or JobState.Failed or JobState.Cancelled)),
            FalseSuccess = told.Count(row => !live.Any(post => Names(row.Intent, post.Container))),
            FalseFailure = live.Count(post => !told.Any(row => Names(row.Intent, post.Container))),
            Nameless = told.Count(row => row.Intent.RemoteId is null),
            UnknownToPublished = store.Attempts.Count(attempt => attempt.Outcome == AttemptOutcome.SettledPublished),
            UnknownToNotPublished = store.Attempts.Count(attempt => attempt.Outcome == AttemptOutcome.SettledNotPublished),
            UnknownToAttention = store.Attempts.Count(attempt => attempt.Outcome == AttemptOutcome.Undecidable),
        };
    }

    public CrashCounts Plus(CrashCounts more) => new()
    {
        Runs = Runs + more.Runs,
        Kills = Kills + more.Kills,
        Posts = Posts + more.Posts,
        PublishCalls = PublishCalls + more.PublishCalls,
        Live = Live + more.Live,
        Duplicates = Duplicates + more.Duplicates,
        Lost = Lost + more.Lost,
        FalseSuccess = FalseSuccess + more.FalseSuccess,
        FalseFailure = FalseFailure + more.FalseFailure,
        Nameless = Nameless + more.Nameless,
        UnknownToPublished = UnknownToPublished + more.UnknownToPublished,
        UnknownToNotPublished = UnknownToNotPublished + more.UnknownToNotPublished,
        UnknownToAttention = UnknownToAttention + more.UnknownToAttention,
        RecoverySeconds = [.. RecoverySeconds, .. more.RecoverySeconds],
    };

    private static bool Names(Intent intent, string container) => SandboxBooks.ContainerOf(intent) == container;
}
