using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Channels.Apps;
using Posthaste.Platforms;
using Posthaste.Server.Http;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Connect;

/// <summary>Apps at networks, entered on screen instead of in the settings. They are the whole server's, so only its first workspace has a say.</summary>
internal static class AppKeysApi
{
    public static void MapAppKeys(this IEndpointRouteBuilder connect)
    {
        connect.MapPut("/{login}/app", SetAsync).Needs(Right.ManageWorkspace).WithName("SetLoginApp")
            .WithSummary("Takes the app with which people sign in at a network. Its secret is never shown again.").Fails(403, 404, 409, 422);
        connect.MapDelete("/{login}/app", RemoveAsync).Needs(Right.ManageWorkspace).WithName("RemoveLoginApp")
            .WithSummary("Forgets the app that was entered. Connected accounts go on with their tokens.").Fails(403, 404, 409);
    }

    private static async Task<Results<Ok<ConnectionResponse>, ApiProblem>> SetAsync(
        string login, LoginAppRequest request, Caller caller, ChangeAppKey changeAppKey, ConnectAddress address, CancellationToken ct)
    {
        if (NotTheirs(caller) is { } problem) return problem;
        return Answer(await changeAppKey.RunAsync(login, new AppKey(request.ClientId, new Secret(request.ClientSecret)), caller.Name, ct), address, caller);
    }

    private static async Task<Results<Ok<ConnectionResponse>, ApiProblem>> RemoveAsync(
        string login, Caller caller, ChangeAppKey changeAppKey, ConnectAddress address, CancellationToken ct)
    {
        if (NotTheirs(caller) is { } problem) return problem;
        return Answer(await changeAppKey.RunAsync(login, key: null, caller.Name, ct), address, caller);
    }

    private static Results<Ok<ConnectionResponse>, ApiProblem> Answer(ChangeAppKeyResult result, ConnectAddress address, Caller caller) => result switch
    {
        ChangeAppKeyResult.Changed changed => TypedResults.Ok(ConnectionResponse.From(changed.Login, address, caller)),
        ChangeAppKeyResult.Refused { Field: { } field } refused => ApiProblem.ForField(field, refused.Message, 422, refused.Code),
        ChangeAppKeyResult.Refused refused => new ApiProblem(StatusCodes.Status409Conflict, refused.Code, refused.Message),
        ChangeAppKeyResult.NotFound => new ApiProblem(StatusCodes.Status404NotFound, ProblemCodes.NotFound, "There is no such login, or no app was entered for it. GET /api/v1/connect lists them."),
        _ => throw new UnreachableException(),
    };

    public static bool MayEnter(Caller caller) => caller.WorkspaceId == Workspace.FirstId && caller.Rights.Contains(Right.ManageWorkspace);

    private static ApiProblem? NotTheirs(Caller caller) => caller.WorkspaceId == Workspace.FirstId ? null
        : new ApiProblem(StatusCodes.Status403Forbidden, "first_workspace_only", "Apps at networks are the whole server's: who manages its first workspace enters them there.");
}

/// <summary>An app at a network.</summary>
public sealed record LoginAppRequest
{
    /// <summary>The app's id, as the network shows it: 1 to 200 characters without spaces.</summary>
    public required string ClientId { get; init; }

    /// <summary>The app's secret, as the network shows it: 1 to 500 characters without spaces. Kept sealed, and never shown again.</summary>
    public required string ClientSecret { get; init; }

    public override string ToString() => "(secret)";
}

/// <summary>Where the app of a login stands.</summary>
public enum AppSource
{
    /// <summary>In the server's settings; what is entered on screen does not count.</summary>
    Settings,

    /// <summary>Somebody entered it on screen.</summary>
    Screen,
}
