using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Posthaste.Cli.Api;
using Posthaste.Cli.Channels;
using Posthaste.Cli.Jobs;

namespace Posthaste.Cli.Watching;

/// <summary><c>watch</c>: a line for each change, as it happens, until Ctrl-C. A restart of the server leaves no gap.</summary>
internal static class WatchCommand
{
    private static readonly TimeSpan s_lookAnyway = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_lookWithoutConnection = TimeSpan.FromSeconds(3);
    private static readonly JsonSerializerOptions s_line = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Option<string[]> s_kind = Words.Many("--kind", "What to hear of: a kind of event such as job.published, or its first word; job where left out. May be given again.");
    private static readonly Option<string> s_post = Words.Text("--post", "Only of this post.", "id");
    private static readonly Option<int?> s_count = new("--count") { Description = "Ends after so many changes.", HelpName = "n" };
    private static readonly Option<bool> s_untilEnd = new("--until-end") { Description = "With --post: ends once it is published everywhere or goes no further; 7 where it is not." };

    public static Command Make(Terminal terminal)
    {
        s_kind.CompletionSources.Add("job", "post", "channel", "alert", "job.published", "job.needs_attention");
        return new Command("watch", "Prints each change as it happens. With --json one object per line.") { s_kind, s_post, s_count, s_untilEnd, Waiting.Timeout }.Does(terminal, RunAsync);
    }

    private static async Task<int> RunAsync(Run run)
    {
        if (run.Get(s_untilEnd) && run.Get(s_post) is null) throw new CommandFailedException(ExitCode.Usage, "--until-end needs --post.");
        var log = new EventLog(run.Api, run.Get(s_kind) is { Length: > 0 } kinds ? kinds : ["job"]);
        await log.BeginAsync(run.Ct);
        var live = new LiveConnection(run.Access.Server, run.Access.Key, run.Terminal.Time);
        using var over = new CancellationTokenSource(Waiting.Longest(run) ?? Timeout.InfiniteTimeSpan, run.Terminal.Time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(run.Ct, over.Token);
        var listening = live.RunAsync(end.Token);
        try
        {
            return await FollowAsync(run, log, live, end.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested && !run.Ct.IsCancellationRequested)
        {
            return run.Get(s_untilEnd) ? ExitCode.NotPublished : ExitCode.Ok;
        }
        finally
        {
            await end.CancelAsync();
            await listening.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private static async Task<int> FollowAsync(Run run, EventLog log, LiveConnection live, CancellationToken ct)
    {
        if (run.Terminal.ErrorIsTerminal) run.Out.Note($"Watching {Address.Shown(run.Access.Server)}. Ctrl-C ends it.");
        // What the log gave stays here until it is told: a line may need an answer of a server that is away just then.
        var (names, waiting, told, isAway) = (new ChannelNames(run), new Queue<JsonElement>(), 0, false);
        while (true)
        {
            try
            {
                // What led to the end is in the log by then: it is told before the command ends.
                var isAtEnd = run.Get(s_untilEnd) && !isAway && await IsAtEndAsync(run);
                if (!isAtEnd) await live.NextAsync(live.IsOpen ? s_lookAnyway : s_lookWithoutConnection, ct);
                foreach (var happened in await log.NextAsync(ct)) waiting.Enqueue(happened);
                while (waiting.TryPeek(out var happened))
                {
                    var isMeant = run.Get(s_post) is not { } post || happened.Text("postId") == post;
                    if (isMeant) await TellAsync(run, happened, names);
                    waiting.Dequeue();
                    if (isMeant && ++told == run.Get(s_count)) return ExitCode.Ok;
                }
                if (isAway) run.Out.Note("The server is back; nothing was missed.");
                isAway = false;
                if (isAtEnd) return await Waiting.ForPostAsync(run, run.Get(s_post)!);
            }
            catch (Exception e) when (IsAway(e))
            {
                if (!isAway) run.Out.Note($"{e.Message} Waiting for it.");
                isAway = true;
            }
        }
    }

    // Published is no end while the link is not known: Waiting gives it the moment it may take.
    private static async Task<bool> IsAtEndAsync(Run run) =>
        (await run.Api.GetAsync($"posts/{run.Get(s_post)}/jobs", run.Ct)).Items() is { Count: > 0 } jobs
        && jobs.All(job => job.Text("state") is "published" or "needs_attention" or "failed" or "cancelled" or "handed_over");

    private static bool IsAway(Exception e) => e switch
    {
        RefusedException refused => refused.Problem.ExitCode is ExitCode.Unreachable or ExitCode.Unexpected,
        CommandFailedException failed => failed.ExitCode == ExitCode.Unreachable,
        _ => false,
    };

    private static async Task TellAsync(Run run, JsonElement happened, ChannelNames names)
    {
        var job = happened.Needed("kind").StartsWith("job.", StringComparison.Ordinal) ? await JobAsync(run, happened.Needed("subjectId")) : default;
        if (run.IsJson)
        {
            var whole = (JsonObject)JsonNode.Parse(happened.GetRawText())!;
            if (job.IsThere()) whole["job"] = JsonNode.Parse(job.GetRawText());
            run.Terminal.Out.WriteLine(whole.ToJsonString(s_line));
        }
        else if (run.Get(GlobalOptions.Quiet))
        {
            run.Terminal.Out.WriteLine(happened.Text("subjectId"));
        }
        else
        {
            run.Out.Line(
                run.Out.Time(happened.Time("at")), happened.Text("kind"), happened.Text("subjectId"), await names.NameAsync(happened.Text("channelId")), happened.Text("title"),
                happened.Text("kind") is "job.published" or "job.link_found" or "job.resolved_published" ? job.Text("permalink") : job.Field("lastError").Text("message"));
        }
        await run.Terminal.Out.FlushAsync(run.Ct);
    }

    /// <summary>As it is now; undefined where it is gone already.</summary>
    private static async Task<JsonElement> JobAsync(Run run, string id)
    {
        try
        {
            return await run.Api.GetAsync($"jobs/{id}", run.Ct);
        }
        catch (RefusedException refused) when (refused.Problem.Status == 404)
        {
            return default;
        }
    }
}
