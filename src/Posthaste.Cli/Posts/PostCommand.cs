using System.CommandLine;
using System.Text.Json.Nodes;
using Posthaste.Cli.Api;
using Posthaste.Cli.Channels;
using Posthaste.Cli.Jobs;
using Posthaste.Cli.Output;

namespace Posthaste.Cli.Posts;

/// <summary><c>post</c>: posts, from draft to their way out.</summary>
internal static class PostCommand
{
    public static Command Make(Terminal terminal)
    {
        var command = new Command("post", "Posts, from draft to their way out.")
        {
            CreatePostCommand.Make(terminal),
            EditPostCommand.Make(terminal),
            MakeList(terminal),
            MakeShow(terminal),
            MakeReadiness(terminal),
            MakeStep(terminal, "submit", "Submits it for approval."),
            MakeStep(terminal, "withdraw", "Takes a submission back."),
            MakeApprove(terminal),
            MakeReject(terminal),
            MakeSchedule(terminal),
            MakeStep(terminal, "unschedule", "Takes it off its way, on every channel."),
            MakePublishNow(terminal),
            MakeStep(terminal, "copy", "Makes a new draft with the same content."),
            MakeDelete(terminal),
        };
        command.Aliases.Add("posts");
        return command;
    }

    private static Command MakeList(Terminal terminal)
    {
        var state = Words.Many("--state", "Only those with a job in this state. May be given again.", Words.JobStates);
        var approval = Words.One("--approval", "Only those that stand so.", Words.Approvals);
        var channel = Words.Text("--channel", "Only those of this channel.", "channel");
        var search = Words.Text("--search", "Only those with this in their title or caption.");
        var category = Words.Text("--category", "Only those of this category.", "id");
        var order = Words.One("--order", "newest_first where left out.", "newest_first", "by_plan", "latest_plan_first");
        return new Command("list", "Lists posts.") { state, approval, channel, search, category, order, Pages.Limit, Pages.Cursor }.Does(terminal, async run =>
        {
            var channelId = run.Get(channel) is { } named ? await new ChannelNames(run).IdAsync(named) : null;
            PostText.ShowAll(run, await Pages.ReadAsync(run, Address.With("posts",
                [("approval", run.Get(approval)), ("search", run.Get(search)), ("channelId", channelId), ("categoryId", run.Get(category)), ("order", run.Get(order)),
                    .. (run.Get(state) ?? []).Select(word => ("state", (string?)word))])));
            return ExitCode.Ok;
        });
    }

    private static Command MakeShow(Terminal terminal)
    {
        var id = Words.Id("post");
        return new Command("show", "Shows a post and its jobs.") { id }.Does(terminal, async run =>
        {
            await PostText.ShowAsync(run, await run.Api.GetAsync($"posts/{run.Get(id)}", run.Ct));
            return ExitCode.Ok;
        });
    }

    private static Command MakeReadiness(Terminal terminal)
    {
        var id = Words.Id("post");
        return new Command("readiness", "Looks now whether it could go out as it is.") { id }.Does(terminal, async run =>
        {
            var readiness = await run.Api.GetAsync($"posts/{run.Get(id)}/readiness", run.Ct);
            var names = new ChannelNames(run);
            var channels = new List<string>();
            foreach (var channel in readiness.Items("channels")) channels.Add(run.IsJson ? "" : await names.NameAsync(channel.Text("channelId")));
            run.Show(readiness, () =>
            {
                run.Out.Say(readiness.Flag("ready") ? "Ready." : "Not ready.");
                foreach (var finding in readiness.Items("findings")) ProblemText.WriteFinding(finding, run.Terminal.Out);
                foreach (var (channel, name) in readiness.Items("channels").Zip(channels))
                {
                    run.Terminal.Out.WriteLine($"{name}: {(channel.Flag("ready") ? "ready" : "not ready")}");
                    foreach (var finding in channel.Items("findings")) ProblemText.WriteFinding(finding, run.Terminal.Out);
                }
            });
            return readiness.Flag("ready") ? ExitCode.Ok : ExitCode.Refused;
        });
    }

    private static Command MakeStep(Terminal terminal, string step, string description)
    {
        var id = Words.Id("post");
        return new Command(step, description) { id }.Does(terminal, async run =>
        {
            await PostText.ShowAsync(run, await run.Api.PostAsync($"posts/{run.Get(id)}/{step}", body: null, run.Ct));
            return ExitCode.Ok;
        });
    }

    private static Command MakeApprove(Terminal terminal)
    {
        var id = Words.Id("post");
        var version = new Option<long>("--version") { Description = "The version that you looked at, as `post show` says.", HelpName = "n", Required = true };
        return new Command("approve", "Approves exactly the version that you looked at, where the key may.") { id, version }.Does(terminal, async run =>
        {
            await PostText.ShowAsync(run, await run.Api.PostAsync($"posts/{run.Get(id)}/approve", run.Get(version), run.Ct));
            return ExitCode.Ok;
        });
    }

    private static Command MakeReject(Terminal terminal)
    {
        var id = Words.Id("post");
        var reason = Words.Text("--reason", "What its author should change.");
        reason.Required = true;
        return new Command("reject", "Sends it back to its author, where the key may.") { id, reason }.Does(terminal, async run =>
        {
            await PostText.ShowAsync(run, await run.Api.PostAsync($"posts/{run.Get(id)}/reject", new JsonObject { ["reason"] = run.Get(reason) }, run.Ct));
            return ExitCode.Ok;
        });
    }

    private static Command MakeSchedule(Terminal terminal)
    {
        var id = Words.Id("post");
        return new Command("schedule", "Sends it on its way, to go out at a time.") { id, TimeFields.At, TimeFields.TimeZone, TimeFields.NextSlot, TimeFields.Force, Waiting.Wait, Waiting.Timeout }.Does(terminal, async run =>
        {
            var body = new JsonObject();
            TimeFields.AddTo(body, run);
            return await ShowOrWaitAsync(run, run.Get(id), await run.Api.PostAsync($"posts/{run.Get(id)}/schedule", body, run.Ct));
        });
    }

    private static Command MakePublishNow(Terminal terminal)
    {
        var id = Words.Id("post");
        return new Command("publish-now", "Sends it out at once, on all of its channels.") { id, TimeFields.Force, Waiting.Wait, Waiting.Timeout }.Does(terminal, async run =>
            await ShowOrWaitAsync(run, run.Get(id), await run.Api.PostAsync($"posts/{run.Get(id)}/publish-now", ForceBody(run), run.Ct)));
    }

    private static Command MakeDelete(Terminal terminal)
    {
        var id = Words.Id("post");
        var version = new Option<long?>("--version") { Description = "Only this version of it.", HelpName = "n" };
        return new Command("delete", "Deletes a post that is not live.") { id, version }.Does(terminal, async run =>
        {
            await run.Api.DeleteAsync($"posts/{run.Get(id)}", run.Get(version), run.Ct);
            run.Out.Note("Deleted.");
            return ExitCode.Ok;
        });
    }

    internal static JsonObject? ForceBody(Run run) => run.Get(TimeFields.Force) ? new JsonObject { ["force"] = true } : null;

    /// <summary>Shows the post; with <c>--wait</c> what became of it instead.</summary>
    internal static async Task<int> ShowOrWaitAsync(Run run, string postId, System.Text.Json.JsonElement post)
    {
        if (run.Get(Waiting.Wait)) return await Waiting.ForPostAsync(run, postId);
        await PostText.ShowAsync(run, post);
        return ExitCode.Ok;
    }
}
