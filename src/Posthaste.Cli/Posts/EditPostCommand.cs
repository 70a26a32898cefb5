using System.CommandLine;
using Posthaste.Cli.Api;

namespace Posthaste.Cli.Posts;

/// <summary><c>post edit</c>: changes what is named, and nothing if somebody was quicker.</summary>
internal static class EditPostCommand
{
    public static Command Make(Terminal terminal)
    {
        var id = Words.Id("post");
        var version = new Option<long?>("--version") { Description = "Only this version of it; else the one that is there when the command begins.", HelpName = "n" };
        var clear = Words.Many("--clear", "Takes a value away. May be given again.", "title", "at", "categoryId", "coverFit", "latePolicy", "lateMinutes", "handover");
        var command = PostFields.AddTo(new Command("edit", "Changes what is named. The time of what is scheduled is changed with `post schedule`.") { id });
        foreach (var option in (Option[])[TimeFields.At, TimeFields.TimeZone, TimeFields.Force, clear, version]) command.Add(option);
        return command.Does(terminal, async run =>
        {
            var post = await run.Api.GetAsync($"posts/{run.Get(id)}", run.Ct);
            var body = await PostFields.ReadAsync(run, post.Field("options"));
            TimeFields.AddTo(body, run);
            foreach (var name in run.Get(clear) ?? []) body[name] = null;
            if (body.Count == 0) throw new CommandFailedException(ExitCode.Usage, "Say what to change, such as --caption \"New words\".");
            var expected = run.Get(version) ?? post.Number("version") ?? throw new CommandFailedException(ExitCode.Unexpected, "The server's answer has no version.");
            await PostText.ShowAsync(run, await run.Api.PatchAsync($"posts/{run.Get(id)}", body, expected, run.Ct));
            return ExitCode.Ok;
        });
    }
}
