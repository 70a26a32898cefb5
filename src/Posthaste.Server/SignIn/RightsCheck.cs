using Microsoft.AspNetCore.Authorization;
using Posthaste.Server.Problems;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.SignIn;

/// <summary>Lets a request through where its caller may do what its endpoint does. Before the body is read: who may not learns nothing of what would be wrong with it.</summary>
internal static class RightsCheck
{
    public static void UseRights(this WebApplication app) =>
        app.Use((context, next) => Refusal(context) is { } refusal ? refusal.ExecuteAsync(context) : next(context));

    /// <returns>Null where the caller has it.</returns>
    public static ApiProblem? Missing(Caller caller, Right right)
    {
        if (caller.NoWorkspace is { } problem) return problem;
        if (caller.Rights.Contains(right)) return null;
        var why = caller.SignedIn is null ? "and the scope of this key does not have it. Use another key." : "and your role in this workspace does not have it. Ask an admin of the workspace.";
        return new ApiProblem(StatusCodes.Status403Forbidden, "right_missing", $"This needs the right {Words.Of(right)}, {why}");
    }

    private static ApiProblem? Refusal(HttpContext context)
    {
        var metadata = context.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<IAuthorizeData>() is null || metadata.GetMetadata<IAllowAnonymous>() is not null) return null;

        var caller = Caller.Of(context.User);
        return metadata.GetMetadata<Need>() switch
        {
            null => ProblemCodes.ForStatus(StatusCodes.Status403Forbidden),
            { MemberOnly: true } when caller.SignedIn is null =>
                new ApiProblem(StatusCodes.Status403Forbidden, "session_needed", "This is for people: sign in. An API key cannot do it."),
            { Right: { } right } => Missing(caller, right),
            _ => null,
        };
    }
}
