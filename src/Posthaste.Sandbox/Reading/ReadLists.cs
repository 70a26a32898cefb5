using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Reading;

/// <summary><c>GET /{ig-user}/media</c> and <c>GET /{ig-user}/stories</c>.</summary>
internal static class ReadLists
{
    /// <summary>The newest this many posts can be read, the platform says.</summary>
    private const int Reach = 10_000;

    public static GraphAnswer Run(World world, FakeAccount account, GraphCall call, bool stories)
    {
        var (since, until, error) = Window(call.Params);
        if (error is not null) return error;
        var visibleFrom = call.ArrivedAt - TimeSpan.FromSeconds(world.Settings.MediaListLagSeconds);
        var posts = world.ShownPosts(account.Id, call.ArrivedAt)
            .Where(media => media.IsStory == stories && media.LiveAt <= visibleFrom)
            .Where(media => (since is null || media.LiveAt >= since) && (until is null || media.LiveAt <= until))
            .Take(Reach);
        return GraphList.Page(posts, media => media.Id, (media, fields) => ReadMedia.Pick(world, media, fields, call), call);
    }

    private static (DateTimeOffset? Since, DateTimeOffset? Until, GraphError? Error) Window(GraphParams parameters)
    {
        var since = parameters.Get("since");
        var until = parameters.Get("until");
        var from = since is null ? null : GraphTime.Parse(since);
        var to = until is null ? null : GraphTime.Parse(until);
        if (since is not null && from is null) return (null, null, GraphErrors.Parameter("Param since must be a Unix timestamp or a date."));
        if (until is not null && to is null) return (null, null, GraphErrors.Parameter("Param until must be a Unix timestamp or a date."));
        return (from, to, null);
    }
}
