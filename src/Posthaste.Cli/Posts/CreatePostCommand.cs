using System.CommandLine;
using Posthaste.Cli.Api;
using Posthaste.Cli.Jobs;

namespace Posthaste.Cli.Posts;

/// <summary><c>post create</c>: files up, a post made, and on its way where that was asked for.</summary>
internal static class CreatePostCommand
{
    private static readonly Option<bool> s_submit = new("--submit") { Description = "Submits it for approval." };
    private static readonly Option<bool> s_now = new("--publish-now") { Description = "Sends it out at once." };

    public static Command Make(Terminal terminal)
    {
        var command = PostFields.AddTo(new Command("create", "Makes a post. With --at or --next-slot it is scheduled, or waits for approval where the workspace wants one; without it is a draft."));
        foreach (var option in (Option[])[TimeFields.At, TimeFields.TimeZone, TimeFields.NextSlot, TimeFields.Force, s_submit, s_now, Waiting.Wait, Waiting.Timeout]) command.Add(option);
        return command.Does(terminal, RunAsync);
    }

    private static async Task<int> RunAsync(Run run)
    {
        var time = new System.Text.Json.Nodes.JsonObject();
        var hasTime = TimeFields.AddTo(time, run);
        var (submit, now) = (run.Get(s_submit), run.Get(s_now));
        if (now && (hasTime || submit)) throw new CommandFailedException(ExitCode.Usage, "--publish-now goes with neither a time nor --submit.");
        if (run.Get(Waiting.Wait) && !hasTime && !now) throw new CommandFailedException(ExitCode.Usage, "--wait needs --at, --next-slot or --publish-now: a draft goes nowhere.");

        var body = await PostFields.ReadAsync(run);
        if (!body.ContainsKey("type")) throw new CommandFailedException(ExitCode.Usage, $"Say what it is: --type {string.Join('|', Words.PostTypes)}.");
        foreach (var (name, value) in time) body[name] = value?.DeepClone();
        var post = await run.Api.PostAsync("posts", body, run.Ct);
        var id = post.Needed("id");
        try
        {
            // Where scheduling is the approval there is nothing left to submit.
            if (submit && post.Text("approval") is "draft" or "rejected") post = await run.Api.PostAsync($"posts/{id}/submit", body: null, run.Ct);
            if (now) post = await run.Api.PostAsync($"posts/{id}/publish-now", PostCommand.ForceBody(run), run.Ct);
        }
        catch (Exception e) when (e is RefusedException or CommandFailedException)
        {
            run.Out.Note($"The post {id} is made, and goes no further:");
            throw;
        }
        return await PostCommand.ShowOrWaitAsync(run, id, post);
    }
}
