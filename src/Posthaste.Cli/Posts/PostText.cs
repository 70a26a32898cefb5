using System.Text.Json;
using Posthaste.Cli.Api;
using Posthaste.Cli.Channels;
using Posthaste.Cli.Jobs;
using Posthaste.Cli.Output;

namespace Posthaste.Cli.Posts;

/// <summary>Posts for people.</summary>
internal static class PostText
{
    public static async Task ShowAsync(Run run, JsonElement post)
    {
        // Asked for only where somebody reads the names.
        var names = new ChannelNames(run);
        var channels = new List<string>();
        if (!run.IsJson && !run.Get(GlobalOptions.Quiet))
        {
            foreach (var id in post.Texts("channelIds")) channels.Add(await names.NameAsync(id));
        }
        run.Show(post, () =>
        {
            run.Out.Details([
                ("id", post.Text("id")),
                ("title", post.Text("title")),
                ("type", post.Text("type")),
                ("approval", post.Text("approval") + (post.Text("approvedBy") is { } by ? $" by {by}" : "")),
                ("note", post.Text("approvalNote")),
                ("version", post.Text("version")),
                ("at", run.Out.Time(post.Time("at"))),
                ("channels", string.Join(", ", channels)),
                ("media", string.Join(", ", post.Texts("mediaIds"))),
                ("caption", post.Text("caption")),
                ("hashtags", string.Join(' ', post.Texts("hashtags").Select(tag => "#" + tag))),
                .. Options(post.Field("options")),
            ]);
            foreach (var job in post.Items("jobs")) run.Out.Details(("job", JobText.Line(job, run.Out)));
            foreach (var warning in post.Items("warnings")) ProblemText.WriteFinding(warning, run.Terminal.Error);
        });
    }

    public static void ShowAll(Run run, JsonElement posts) => run.Show(posts, () => run.Out.Table(
        ["id", "type", "approval", "at", "jobs", "title"],
        posts.Items().Select(post => (string?[])
        [
            post.Text("id"), post.Text("type"), post.Text("approval"), run.Out.Time(post.Time("at")),
            string.Join(' ', post.Items("jobs").Select(job => job.Text("state"))), post.Text("title"),
        ])));

    private static IEnumerable<(string, string?)> Options(JsonElement options)
    {
        if (options.ValueKind != JsonValueKind.Object) yield break;
        foreach (var option in options.EnumerateObject())
        {
            var isSaid = option.Value.IsThere() && option.Value is not { ValueKind: JsonValueKind.Array } || option.Value is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0;
            if (isSaid) yield return (option.Name, options.Text(option.Name) ?? option.Value.GetRawText());
        }
    }
}
