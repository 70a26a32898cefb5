using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Posthaste.Cli.Api;
using Posthaste.Cli.Channels;
using Posthaste.Cli.Output;
using Posthaste.Cli.Posts;

namespace Posthaste.Cli.Jobs;

/// <summary><c>jobs</c>: posts on their way to one channel each.</summary>
internal static class JobsCommand
{
    public static Command Make(Terminal terminal)
    {
        var command = new Command("jobs", "Posts on their way, one job for each channel.")
        {
            MakeList(terminal),
            MakeShow(terminal),
            MakeMove(terminal, "retry", "Tries again what failed or needs attention.", canWait: true),
            MakeReschedule(terminal),
            MakeMove(terminal, "publish-now", "Sends it out at once.", canWait: true),
            MakeMove(terminal, "cancel", "Takes it off its way.", canWait: false),
            MakeResolve(terminal),
        };
        command.Aliases.Add("job");
        return command;
    }

    private static Command MakeList(Terminal terminal)
    {
        var state = Words.Many("--state", "Only those in this state. May be given again.", Words.JobStates);
        var channel = Words.Text("--channel", "Only those of this channel.", "channel");
        var post = Words.Text("--post", "Only those of this post.", "id");
        var from = Words.Text("--from", "Only those due from then on: a day, or a time as for --at.", "time");
        var to = Words.Text("--to", "Only those due before.", "time");
        return new Command("list", "Lists jobs.") { state, channel, post, from, to, Pages.Limit, Pages.Cursor }.Does(terminal, async run =>
        {
            var channelId = run.Get(channel) is { } named ? await new ChannelNames(run).IdAsync(named) : null;
            await JobText.ShowAllAsync(run, await Pages.ReadAsync(run, Address.With("jobs",
                [("channelId", channelId), ("postId", run.Get(post)), ("from", Instant(run, from, "--from")), ("to", Instant(run, to, "--to")),
                    .. (run.Get(state) ?? []).Select(word => ("state", (string?)word))])));
            return ExitCode.Ok;
        });
    }

    private static Command MakeShow(Terminal terminal)
    {
        var id = Words.Id("job");
        return new Command("show", "Shows a job, and each time it was tried.") { id }.Does(terminal, async run =>
        {
            var job = (JsonObject)JsonNode.Parse((await run.Api.GetAsync($"jobs/{run.Get(id)}", run.Ct)).GetRawText())!;
            var attempts = await run.Api.GetAsync($"jobs/{run.Get(id)}/attempts", run.Ct);
            job["attempts"] = JsonNode.Parse(attempts.Field("items").GetRawText());
            await JobText.ShowAsync(run, JsonElement.Parse(job.ToJsonString()));
            return ExitCode.Ok;
        });
    }

    private static Command MakeMove(Terminal terminal, string move, string description, bool canWait)
    {
        var id = Words.Id("job");
        var command = new Command(move, description) { id };
        if (canWait)
        {
            command.Add(Waiting.Wait);
            command.Add(Waiting.Timeout);
        }
        return command.Does(terminal, async run =>
        {
            var job = await run.Api.PostAsync($"jobs/{run.Get(id)}/{move}", body: null, run.Ct);
            if (canWait && run.Get(Waiting.Wait)) return await Waiting.ForJobAsync(run, run.Get(id));
            await JobText.ShowAsync(run, job);
            return ExitCode.Ok;
        });
    }

    private static Command MakeReschedule(Terminal terminal)
    {
        var id = Words.Id("job");
        return new Command("reschedule", "Moves one channel's job to another time.") { id, TimeFields.At, TimeFields.TimeZone, TimeFields.Force }.Does(terminal, async run =>
        {
            var body = new JsonObject();
            TimeFields.AddTo(body, run);
            await JobText.ShowAsync(run, await run.Api.PostAsync($"jobs/{run.Get(id)}/reschedule", body, run.Ct));
            return ExitCode.Ok;
        });
    }

    private static Command MakeResolve(Terminal terminal)
    {
        var id = Words.Id("job");
        var outcome = Words.One("--outcome", "What you saw.", "published", "not_published");
        outcome.Required = true;
        var permalink = Words.Text("--permalink", "The post's address, where it is live.", "url");
        return new Command("resolve", "Says what became of a post whose outcome nobody could find out. Look at the account first.") { id, outcome, permalink }.Does(terminal, async run =>
        {
            var body = new JsonObject { ["outcome"] = run.Get(outcome) };
            if (run.Get(permalink) is { } link) body["permalink"] = link;
            await JobText.ShowAsync(run, await run.Api.PostAsync($"jobs/{run.Get(id)}/resolve", body, run.Ct));
            return ExitCode.Ok;
        });
    }

    private static string? Instant(Run run, Option<string> option, string name) =>
        run.Get(option) is { } text ? LocalTime.Rfc3339(LocalTime.ReadInstant(text, run.Terminal, name)) : null;
}
