using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Media.Hosting;
using Posthaste.Posts.Readiness;
using Posthaste.Server.Idempotency;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Media;

/// <summary>Where public copies of media lie, and whether that works.</summary>
internal static class StorageApi
{
    public static void MapStorage(this IEndpointRouteBuilder api)
    {
        var storage = api.MapGroup("/storage").WithTags("Media");

        storage.MapGet("/", GetAsync).Needs(Right.ManageWorkspace).WithName("GetStorage").WithSummary("Says where public copies of media lie, and how it goes.");
        storage.MapPost("/test", TestAsync).Needs(Right.ManageWorkspace).WithName("TestStorage").WithMetadata(new CommitsByItself())
            .WithSummary("Hosts a small picture as for publishing, fetches it as networks do, and removes it.").Produces<StorageTestResponse>(200);
    }

    private static async Task<Ok<StorageResponse>> GetAsync(Caller caller, ReadStorage readStorage, DataFolder folder, CancellationToken ct) =>
        TypedResults.Ok(StorageResponse.From(await readStorage.RunAsync(caller.WorkspaceId, ct), folder.FreeBytes()));

    private static async Task<IResult> TestAsync(Caller caller, TestStorage testStorage, IdempotentCommit commit, CancellationToken ct)
    {
        commit.SetBodyHash("");
        if (await commit.FindAsync(ct) is { } earlier) return earlier;
        // Outside of any transaction: who fetches the copy must find it.
        var steps = await testStorage.RunAsync(caller.WorkspaceId, ct);
        return (IResult)(await commit.RunAsync(() => Task.FromResult<object?>(TypedResults.Ok(StorageTestResponse.From(steps))), ct))!;
    }
}
