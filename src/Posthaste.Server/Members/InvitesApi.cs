using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Server.Http;
using Posthaste.Server.Idempotency;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Members;

/// <summary>Invitations into the workspace.</summary>
internal static class InvitesApi
{
    public static void MapInvites(this IEndpointRouteBuilder api)
    {
        var invites = api.MapGroup("/invites").WithTags("Members").WithMetadata(new NeverCompressed());
        invites.MapPost("/", InviteAsync).Needs(Right.ManageMembers).WithName("InviteMember").WithSummary("Makes a link with which one person can join. It is in this answer and nowhere else.")
            .Produces<InviteResponse>(201).Fails(422);
        invites.MapGet("/", ListAsync).Needs(Right.ManageMembers).WithName("ListInvites").WithSummary("Lists invitations that are still open, newest first.");
        invites.MapDelete("/{inviteId:guid}", RevokeAsync).Needs(Right.ManageMembers).WithName("RevokeInvite").WithSummary("Makes an invitation's link worthless.").Fails(404);
    }

    private static async Task<IResult> InviteAsync(InviteMemberRequest request, Caller caller, InviteMember invite, DashboardAddress dashboard, CancellationToken ct) =>
        await invite.RunAsync(caller.WorkspaceId, request.Email, request.Role, caller.AsGrantor(), ct) switch
        {
            InviteResult.Invited invited => new NewInviteAnswer(InviteResponse.From(invited.Invite) with { Link = dashboard.InviteLink(invited.Token.Reveal()) }),
            InviteResult.Invalid invalid => AccountAnswers.Invalid(invalid.Refusal),
            InviteResult.NotAllowed notAllowed => new ApiProblem(StatusCodes.Status403Forbidden, notAllowed.Code, notAllowed.Message),
            _ => throw new UnreachableException(),
        };

    private static async Task<Ok<Page<InviteResponse>>> ListAsync(Caller caller, IInviteStore invites, TimeProvider time, CancellationToken ct)
    {
        var found = await invites.ListAsync(caller.WorkspaceId, time.GetUtcNow(), ct);
        return TypedResults.Ok(new Page<InviteResponse>([.. found.Select(InviteResponse.From)], NextCursor: null));
    }

    private static async Task<Results<NoContent, ApiProblem>> RevokeAsync(Guid inviteId, Caller caller, RevokeInvite revoke, CancellationToken ct) =>
        await revoke.RunAsync(caller.WorkspaceId, inviteId, caller.Name, ct) ? TypedResults.NoContent() : ApiProblem.NotFound("open invitation");

    /// <summary>The one answer with the link in it: what is kept for a repeated request goes without.</summary>
    private sealed class NewInviteAnswer(InviteResponse invite) : IResult, IShownOnce
    {
        public IResult WithoutSecret => TypedResults.Created((string?)null, invite with { Link = null });

        public Task ExecuteAsync(HttpContext httpContext) => TypedResults.Created((string?)null, invite).ExecuteAsync(httpContext);
    }
}
