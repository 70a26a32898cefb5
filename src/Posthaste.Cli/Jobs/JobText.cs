using System.Globalization;
using System.Text.Json;
using Posthaste.Cli.Api;
using Posthaste.Cli.Channels;
using Posthaste.Cli.Output;

namespace Posthaste.Cli.Jobs;

/// <summary>Jobs for people.</summary>
internal static class JobText
{
    /// <summary>In one line: where it goes, how it stands, and what came of it.</summary>
    public static string Line(JsonElement job, Printer printer)
    {
        var words = new List<string?> { job.Text("id"), job.Text("platform"), State(job), printer.Time(job.Time("publishedAt") ?? job.Time("dueAt")), job.Text("permalink") };
        if (job.Text("state") != "published") words.Add(job.Field("lastError").Text("message"));
        return string.Join("  ", words.Where(word => !string.IsNullOrEmpty(word)));
    }

    /// <summary>With the reason where there is one.</summary>
    public static string State(JsonElement job) => job.Text("reason") is { } reason ? $"{job.Text("state")} ({reason})" : job.Text("state") ?? "";

    public static async Task ShowAllAsync(Run run, JsonElement jobs)
    {
        var names = new ChannelNames(run);
        var channels = new Dictionary<string, string>();
        if (!run.IsJson)
        {
            foreach (var id in jobs.Items().Select(job => job.Needed("channelId")).Distinct()) channels[id] = await names.NameAsync(id);
        }
        run.Show(jobs, () => run.Out.Table(
            ["id", "state", "due", "channel", "post", "result"],
            jobs.Items().Select(job => (string?[])
            [
                job.Text("id"), State(job), run.Out.Time(job.Time("dueAt")), channels.GetValueOrDefault(job.Needed("channelId")), job.Text("postId"),
                job.Text("permalink") ?? job.Field("lastError").Text("message"),
            ])));
    }

    public static async Task ShowAsync(Run run, JsonElement job)
    {
        var channel = run.IsJson ? "" : await new ChannelNames(run).NameAsync(job.Text("channelId"));
        run.Show(job, () =>
        {
            run.Out.Details(
                ("id", job.Text("id")),
                ("state", State(job)),
                ("channel", channel),
                ("post", job.Text("postId")),
                ("due", run.Out.Time(job.Time("dueAt"))),
                ("looks again", run.Out.Time(job.Time("wakeAt"))),
                ("attempt", $"{job.Text("attempt")} of {job.Text("maxAttempts")}"),
                ("published", run.Out.Time(job.Time("publishedAt"))),
                ("late by", job.Number("latenessMs") is { } late ? string.Create(CultureInfo.InvariantCulture, $"{late / 1000.0:F3} s") : null),
                ("permalink", job.Text("permalink")),
                ("remote id", job.Text("remoteId")),
                ("taken down", run.Out.Time(job.Time("takenDownAt"))));
            var error = job.Field("lastError");
            run.Out.Details(("error", error.Text("message")), ("to do", error.Text("advice")), ("platform said", error.Text("platformMessage")));
            foreach (var attempt in job.Items("attempts")) run.Out.Details(("tried", Attempt(attempt, run.Out)));
        });
    }

    private static string Attempt(JsonElement attempt, Printer printer) => string.Join("  ", new[]
    {
        printer.Time(attempt.Time("startedAt")), attempt.Text("step"), attempt.Text("outcome"), attempt.Field("error").Text("message"),
    }.Where(word => !string.IsNullOrEmpty(word)));
}
