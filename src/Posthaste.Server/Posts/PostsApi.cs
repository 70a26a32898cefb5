namespace Posthaste.Server.Posts;

internal static class PostsApi
{
    public static void MapPosts(this IEndpointRouteBuilder api)
    {
    }

    public static void MapCalendar(this IEndpointRouteBuilder api)
    {
    }
}
