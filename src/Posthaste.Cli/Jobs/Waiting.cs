using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Posthaste.Cli.Api;

namespace Posthaste.Cli.Jobs;

/// <summary><c>--wait</c>: follows jobs until each is published or goes no further without a person.</summary>
internal static partial class Waiting
{
    private static readonly string[] s_ends = ["published", "needs_attention", "failed", "cancelled", "handed_over"];

    /// <summary>A network may tell a link a moment after the post is live.</summary>
    private static readonly TimeSpan s_linkPatience = TimeSpan.FromSeconds(30);

    public static Option<bool> Wait { get; } = new("--wait") { Description = "Waits until it is published, and prints where; ends with 7 where it is not." };

    public static Option<string> Timeout { get; } = MakeTimeout();

    /// <summary>Follows all jobs of a post.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> ForPostAsync(Run run, string postId) => ForAsync(run, () => run.Api.GetAsync($"posts/{postId}/jobs", run.Ct));

    /// <summary>Follows one job.</summary>
    public static Task<int> ForJobAsync(Run run, string jobId) => ForAsync(run, async () =>
        JsonElement.Parse(new JsonObject { ["items"] = new JsonArray(JsonNode.Parse((await run.Api.GetAsync($"jobs/{jobId}", run.Ct)).GetRawText())) }.ToJsonString()));

    /// <summary>What <c>--timeout</c> says; null where it is left out.</summary>
    public static TimeSpan? Longest(Run run) => run.Get(Timeout) is { } text ? ReadSpan(text) : null;

    private static async Task<int> ForAsync(Run run, Func<Task<JsonElement>> read)
    {
        var time = run.Terminal.Time;
        var longest = Longest(run);
        var begun = time.GetTimestamp();
        long? liveSince = null;
        var told = new Dictionary<string, string>();
        while (true)
        {
            var jobs = await read();
            Tell(run, jobs, told);
            var areAllThere = jobs.Items().All(job => s_ends.Contains(job.Text("state")));
            if (areAllThere)
            {
                liveSince ??= time.GetTimestamp();
                var hasLinks = jobs.Items().All(job => job.Text("state") != "published" || job.Text("permalink") is not null);
                if (hasLinks || time.GetElapsedTime(liveSince.Value) >= s_linkPatience) return await EndAsync(run, jobs);
            }
            else
            {
                liveSince = null;
            }
            var left = longest - time.GetElapsedTime(begun);
            if (left <= TimeSpan.Zero)
            {
                await JobText.ShowAllAsync(run, jobs);
                run.Out.Note($"Not at an end after {run.Get(Timeout)}. `posthaste watch` goes on looking.");
                return ExitCode.NotPublished;
            }
            var pause = Pause(jobs, time.GetUtcNow());
            await Task.Delay(left < pause ? left.Value : pause, time, run.Ct);
        }
    }

    /// <summary>Nothing happens for long before its time, and everything around it.</summary>
    private static TimeSpan Pause(JsonElement jobs, DateTimeOffset now)
    {
        var next = jobs.Items().Where(job => !s_ends.Contains(job.Text("state"))).Select(job => job.Time("dueAt") - now).Min() ?? TimeSpan.Zero;
        return TimeSpan.FromMilliseconds(Math.Clamp(next.TotalMilliseconds / 4, 500, 30_000));
    }

    /// <summary>Says how far it is, where somebody looks on.</summary>
    private static void Tell(Run run, JsonElement jobs, Dictionary<string, string> told)
    {
        if (!run.Terminal.ErrorIsTerminal) return;
        foreach (var job in jobs.Items())
        {
            var (id, state) = (job.Needed("id"), JobText.State(job));
            if (told.GetValueOrDefault(id) == state) continue;
            told[id] = state;
            run.Out.Note($"{job.Text("platform")}: {state}");
        }
    }

    private static async Task<int> EndAsync(Run run, JsonElement jobs)
    {
        await JobText.ShowAllAsync(run, jobs);
        var open = jobs.Items().Where(job => job.Text("state") != "published").ToArray();
        foreach (var job in open)
        {
            run.Out.Note($"{job.Text("platform")}: not published, {JobText.State(job)}. {job.Field("lastError").Text("message")} {job.Field("lastError").Text("advice")}".TrimEnd());
        }
        if (jobs.Items().Count == 0) run.Out.Note("Nothing is on its way: the post waits for approval.");
        return open.Length == 0 && jobs.Items().Count > 0 ? ExitCode.Ok : ExitCode.NotPublished;
    }

    private static TimeSpan ReadSpan(string text)
    {
        var parts = Span().Match(text);
        var count = int.Parse(parts.Groups["count"].Value, CultureInfo.InvariantCulture);
        return parts.Groups["unit"].Value switch
        {
            "m" => TimeSpan.FromMinutes(count),
            "h" => TimeSpan.FromHours(count),
            _ => TimeSpan.FromSeconds(count),
        };
    }

    private static Option<string> MakeTimeout()
    {
        var timeout = Words.Text("--timeout", "How long it waits, such as 90s, 10m or 2h; for ever where left out.", "time");
        timeout.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !Span().IsMatch(text)) result.AddError("--timeout expects a time such as 90s, 10m or 2h.");
        });
        return timeout;
    }

    [GeneratedRegex(@"^(?<count>\d{1,6})(?<unit>[smh])$")]
    private static partial Regex Span();
}
