using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Jobs;
using Posthaste.Notifications;
using Posthaste.Server.Http;
using Posthaste.Server.Idempotency;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Notifications;

/// <summary>Notification targets: who is told of what happens, and by which way.</summary>
internal static class TargetsApi
{
    public static void MapNotificationTargets(this IEndpointRouteBuilder api)
    {
        // A secret and the address of a request would stand in one answer.
        var targets = api.MapGroup("/notification-targets").WithTags("Notifications").WithMetadata(new NeverCompressed());

        targets.MapGet("/", ListAsync).Needs(Right.ManageWorkspace).WithName("ListNotificationTargets").WithSummary("Lists notification targets by name.");
        targets.MapPost("/", CreateAsync).Needs(Right.ManageWorkspace).WithName("CreateNotificationTarget").WithSummary("Makes a notification target. A webhook's secret is in this answer and nowhere else.")
            .Produces<NotificationTargetResponse>(201).Fails(409, 422);
        targets.MapGet("/{targetId:guid}", GetAsync).Needs(Right.ManageWorkspace).WithName("GetNotificationTarget").WithSummary("Reads a notification target.").Fails(404);
        targets.MapPatch("/{targetId:guid}", ChangeAsync).Needs(Right.ManageWorkspace).WithName("ChangeNotificationTarget").WithSummary("Changes it, or switches it off and on. What is left out stays.")
            .Produces<NotificationTargetResponse>(200).Fails(404, 409, 422);
        targets.MapDelete("/{targetId:guid}", DeleteAsync).Needs(Right.ManageWorkspace).WithName("DeleteNotificationTarget").WithSummary("Deletes it, with what waits for it and its log.")
            .Produces(204).Fails(404, 422);
        targets.MapPost("/{targetId:guid}/test", TestAsync).Needs(Right.ManageWorkspace).WithName("TestNotificationTarget").WithMetadata(new CommitsByItself())
            .WithSummary("Sends a real message there, at once, and says what came back.").Produces<NotificationTestResponse>(200).Fails(404);
        targets.MapPost("/{targetId:guid}/rotate-secret", RotateAsync).Needs(Right.ManageWorkspace).WithName("RotateNotificationSecret")
            .WithSummary("Gives a webhook another secret, shown in this answer alone. For 24 hours both sign.").Produces<NotificationTargetResponse>(200).Fails(404, 422);
    }

    private static async Task<Ok<Page<NotificationTargetResponse>>> ListAsync(Caller caller, ITargetStore targets, EngineClock clock, CancellationToken ct) =>
        TypedResults.Ok(new Page<NotificationTargetResponse>([.. (await targets.ListAsync(caller.WorkspaceId, ct)).Select(target => NotificationTargetResponse.From(target, clock.Now))], NextCursor: null));

    private static async Task<Results<Ok<NotificationTargetResponse>, ApiProblem>> GetAsync(Guid targetId, Caller caller, ITargetStore targets, EngineClock clock, CancellationToken ct) =>
        await targets.FindAsync(caller.WorkspaceId, targetId, ct) is { } target ? TypedResults.Ok(NotificationTargetResponse.From(target, clock.Now)) : NotFound();

    private static async Task<IResult> CreateAsync(CreateNotificationTargetRequest request, Caller caller, CreateTarget createTarget, EngineClock clock, CancellationToken ct)
    {
        if (Nulls.Find(("hears", request.Hears)) is { } wrong) return wrong;
        if (QuietHoursBody.Read(request.QuietHours, out var quiet) is { } wrongTime) return wrongTime;
        return Answer(await createTarget.RunAsync(caller.WorkspaceId, request.Kind, request.ToWish(quiet), caller.Name, ct), clock, created: true);
    }

    private static async Task<IResult> ChangeAsync(Guid targetId, ChangeNotificationTargetRequest request, Caller caller, ChangeTarget changeTarget, EngineClock clock, CancellationToken ct)
    {
        if (Nulls.Find(("hears", request.Hears)) is { } wrong) return wrong;
        if (QuietHoursBody.Read(request.QuietHours, out var quiet) is { } wrongTime) return wrongTime;
        return Answer(await changeTarget.RunAsync(caller.WorkspaceId, targetId, target => request.ApplyTo(target, quiet), caller.Name, ct), clock);
    }

    private static async Task<IResult> DeleteAsync(Guid targetId, Caller caller, DeleteTarget deleteTarget, EngineClock clock, CancellationToken ct)
    {
        var result = await deleteTarget.RunAsync(caller.WorkspaceId, targetId, caller.Name, ct);
        return result is TargetResult.Saved ? TypedResults.NoContent() : Answer(result, clock);
    }

    private static async Task<IResult> TestAsync(Guid targetId, Caller caller, TestTarget testTarget, IdempotentCommit commit, CancellationToken ct)
    {
        commit.SetBodyHash("");
        if (await commit.FindAsync(ct) is { } earlier) return earlier;
        // Outside of any transaction: the far end takes its time.
        if (await testTarget.RunAsync(caller.WorkspaceId, targetId, ct) is not { } test) return NotFound();
        return (IResult)(await commit.RunAsync(() => Task.FromResult<object?>(TypedResults.Ok(NotificationTestResponse.From(test))), ct))!;
    }

    private static async Task<IResult> RotateAsync(Guid targetId, Caller caller, RotateTargetSecret rotateTargetSecret, EngineClock clock, CancellationToken ct) =>
        Answer(await rotateTargetSecret.RunAsync(caller.WorkspaceId, targetId, caller.Name, ct), clock);

    private static IResult Answer(TargetResult result, EngineClock clock, bool created = false) => result switch
    {
        TargetResult.Saved saved => new TargetAnswer(NotificationTargetResponse.From(saved.Target, clock.Now) with { SigningSecret = saved.SigningSecret?.Reveal() }, created),
        TargetResult.Refused refused => ApiProblem.ForField(refused.Field, refused.Message, refused.Code == "name_taken" ? 409 : 422, refused.Code),
        TargetResult.NotFound => NotFound(),
        _ => throw new UnreachableException(),
    };

    private static ApiProblem NotFound() => ApiProblem.NotFound("notification target");

    /// <summary>May have a secret in it: what is kept for a repeated request goes without.</summary>
    private sealed class TargetAnswer(NotificationTargetResponse target, bool created) : IResult, IShownOnce
    {
        public IResult WithoutSecret => Result(target with { SigningSecret = null });

        public Task ExecuteAsync(HttpContext httpContext) => Result(target).ExecuteAsync(httpContext);

        private IResult Result(NotificationTargetResponse body) => created ? TypedResults.Created($"/api/v1/notification-targets/{body.Id}", body) : TypedResults.Ok(body);
    }
}
