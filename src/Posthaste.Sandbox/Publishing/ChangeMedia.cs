using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Publishing;

/// <summary><c>POST</c> and <c>DELETE /{ig-media}</c>.</summary>
internal static class ChangeMedia
{
    public static GraphAnswer SetComments(World world, FakeMedia media, GraphCall call)
    {
        if (call.Params.Get("comment_enabled") is null) return GraphErrors.Required("comment_enabled");
        world.Media[media.Id] = media with { CommentsEnabled = call.Params.Flag("comment_enabled") };
        return GraphAnswer.Success();
    }

    public static GraphAnswer Delete(World world, FakeMedia media)
    {
        world.Media[media.Id] = media with { Deleted = true };
        return GraphAnswer.Success();
    }
}
