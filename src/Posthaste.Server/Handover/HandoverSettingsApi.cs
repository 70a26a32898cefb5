using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Handover;
using Posthaste.Server.Http;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Handover;

/// <summary>How the workspace hands posts to people, and the chat that its cards go to.</summary>
internal static class HandoverSettingsApi
{
    public static void MapHandoverSettings(this IEndpointRouteBuilder api)
    {
        var handover = api.MapGroup("/handover").WithTags("Handover");

        handover.MapGet("/settings", GetAsync).Needs(Right.Read).WithName("GetHandoverSettings").WithSummary("Says how the workspace hands posts to people.");
        handover.MapPut("/settings", ChangeAsync).Needs(Right.ManageWorkspace).WithName("ChangeHandoverSettings").WithSummary("Says how it is to hand them over. Its chat stays.").Fails(422);
        handover.MapPost("/link-code", MakeCodeAsync).Needs(Right.ManageWorkspace).WithName("MakeHandoverLinkCode")
            .WithSummary("Makes a code that links the chat into which a person writes /link CODE, for 15 minutes. An earlier one no longer counts.");
        handover.MapDelete("/chat", UnlinkAsync).Needs(Right.ManageWorkspace).WithName("UnlinkHandoverChat").WithSummary("Unlinks the chat: no card goes there any more, and none can be answered there.");
    }

    private static async Task<Ok<HandoverSettingsResponse>> GetAsync(Caller caller, IHandoverSettings settings, ICardDesk desk, CancellationToken ct) =>
        TypedResults.Ok(HandoverSettingsResponse.From(await settings.FindAsync(caller.WorkspaceId, ct), desk.IsSetUp));

    private static async Task<Results<Ok<HandoverSettingsResponse>, ApiProblem>> ChangeAsync(
        HandoverSettingsRequest request, Caller caller, ChangeHandoverSettings change, IHandoverSettings settings, ICardDesk desk, CancellationToken ct)
    {
        if (Nulls.Find(("fallbackOn", request.FallbackOn), ("allowedPeople", request.AllowedPeople)) is { } nulls) return nulls;
        return await change.RunAsync(request.For(caller.WorkspaceId), caller.Name, ct) is { } wrong
            ? ApiProblem.ForField(wrong.Field, wrong.Message, 422, wrong.Code)
            : TypedResults.Ok(HandoverSettingsResponse.From(await settings.FindAsync(caller.WorkspaceId, ct), desk.IsSetUp));
    }

    private static async Task<Ok<LinkCodeResponse>> MakeCodeAsync(Caller caller, ChangeHandoverSettings change, CancellationToken ct)
    {
        var (code, until) = await change.MakeLinkCodeAsync(caller.WorkspaceId, ct);
        return TypedResults.Ok(new LinkCodeResponse { Code = code, ExpiresAt = until });
    }

    private static async Task<NoContent> UnlinkAsync(Caller caller, ChangeHandoverSettings change, CancellationToken ct)
    {
        await change.UnlinkChatAsync(caller.WorkspaceId, caller.Name, ct);
        return TypedResults.NoContent();
    }
}
