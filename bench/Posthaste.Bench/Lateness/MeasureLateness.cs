using System.Text.Json;

namespace Posthaste.Bench.Lateness;

/// <summary>A post that was scheduled.</summary>
internal sealed record ScheduledPost(PlannedPost Planned, Guid Job, DateTimeOffset Due);

/// <summary>Schedules posts of all types, waits, and compares what was due with what the sandbox's ledger says went live.</summary>
internal static class MeasureLateness
{
    /// <summary>A call that publishes takes one of these on the platform's side, in equal shares.</summary>
    private static readonly double[] PublishSeconds = [0.2, 0.3, 0.4, 0.5];

    /// <summary>How long after the last due post the run is called off.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <returns>0 where every post went live once and none early; else 1.</returns>
    public static async Task<int> RunAsync(LatenessPlan plan, CancellationToken ct)
    {
        var planned = Schedule.Plan(plan.Network.Types, plan.Posts, plan.Channels, plan.Spread, new Random(plan.Seed));
        Console.WriteLine($"{plan.Posts} posts on {plan.Channels} channels of {plan.Network.Name}, {(plan.Postgres is null ? "SQLite" : "PostgreSQL")}; videos take {plan.Processing.TotalSeconds} s, publish calls 200 to 500 ms.");
        await using var rig = await Rig.StartAsync(plan.Postgres, ct);
        var channels = await PrepareSandboxAsync(rig, plan, ct);
        var maker = new PostMaker(rig, plan.Network);
        await maker.UploadAsync(ct);

        // Time for the requests themselves comes on top. Whole milliseconds, as the server keeps them: what it is measured against is its own due time.
        var start = TimeProvider.System.GetUtcNow() + plan.Ahead + TimeSpan.FromMilliseconds(50 * plan.Posts);
        var first = DateTimeOffset.FromUnixTimeMilliseconds(start.ToUnixTimeMilliseconds());
        var scheduled = new List<ScheduledPost>();
        foreach (var post in planned)
        {
            var due = first + post.After;
            scheduled.Add(new ScheduledPost(post, await maker.ScheduleAsync(post, channels[post.Channel], due, ct), due));
        }
        Console.WriteLine($"Scheduled from {first:HH:mm:ss} to {first + plan.Spread:HH:mm:ss} UTC; it is {TimeProvider.System.GetUtcNow():HH:mm:ss}.");

        var jobs = await WaitAsync(rig, first + plan.Spread + Patience, ct);
        var report = new LatenessReport(plan.Network, scheduled, jobs, await rig.ControlAsync(HttpMethod.Get, "ledger", null, ct));
        report.Print();
        return report.IsGood ? 0 : 1;
    }

    private static async Task<Guid[]> PrepareSandboxAsync(Rig rig, LatenessPlan plan, CancellationToken ct)
    {
        await plan.Network.PrepareAsync(rig, plan, ct);
        // The oldest that strikes wins, so each has its share of what the ones before leave over.
        for (var i = 0; i < PublishSeconds.Length; i++)
        {
            await rig.ControlAsync(HttpMethod.Post, "faults", new
            {
                kind = "slow",
                step = "publish",
                when = "after",
                times = 0,
                probability = 1.0 / (PublishSeconds.Length - i),
                delaySeconds = PublishSeconds[i],
            }, ct);
        }
        var channels = new Guid[plan.Channels];
        for (var i = 0; i < plan.Channels; i++) channels[i] = await plan.Network.ConnectAsync(rig, i + 1, ct);
        return channels;
    }

    /// <returns>All jobs, once each is over, or when patience has ended.</returns>
    private static async Task<IReadOnlyDictionary<Guid, JsonElement>> WaitAsync(Rig rig, DateTimeOffset end, CancellationToken ct)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromSeconds(5));
        while (true)
        {
            var jobs = await ReadJobsAsync(rig, ct);
            var left = jobs.Values.Count(job => job.GetProperty("state").GetString() is not ("published" or "needs_attention" or "failed" or "cancelled"));
            if (left == 0 || TimeProvider.System.GetUtcNow() > end) return jobs;
            await ticks.WaitForNextTickAsync(ct);
        }
    }

    private static async Task<IReadOnlyDictionary<Guid, JsonElement>> ReadJobsAsync(Rig rig, CancellationToken ct)
    {
        var jobs = new Dictionary<Guid, JsonElement>();
        string? cursor = null;
        do
        {
            var page = await rig.GetAsync($"/api/v1/jobs?limit=100{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}", ct);
            foreach (var job in page.GetProperty("items").EnumerateArray()) jobs[job.GetProperty("id").GetGuid()] = job;
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);
        return jobs;
    }
}
