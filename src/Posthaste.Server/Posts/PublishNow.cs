using Posthaste.Server.Problems;

namespace Posthaste.Server.Posts;

/// <summary>The answer where publishing at once is switched off.</summary>
internal static class PublishNow
{
    public static ApiProblem Disabled() => new(StatusCodes.Status403Forbidden, ProblemCodes.PublishNowDisabled,
        "This server does not publish at once (Publishing:AllowPublishNow is off). Schedule the post for a time instead.");
}
