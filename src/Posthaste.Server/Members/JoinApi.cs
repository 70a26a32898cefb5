using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Server.Http;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Members;

/// <summary>Accepting an invitation. The token comes in the body: addresses are written into logs.</summary>
internal static class JoinApi
{
    public static void MapJoin(this IEndpointRouteBuilder api)
    {
        var invites = api.MapGroup("/invites").WithTags("Members");
        invites.MapPost("/look", LookAsync).ForEverybody().WithName("LookAtInvite").WithSummary("Says what an invitation offers.").Fails(403, 404);
        invites.MapPost("/accept", AcceptAsync).ForEverybody().WithName("AcceptInvite").WithSummary("Joins: with a new account, or as the one that is signed in.")
            .Produces<SessionResponse>(200).Fails(401, 403, 404, 422);
    }

    private static async Task<Results<Ok<InviteOfferResponse>, ApiProblem>> LookAsync(LookAtInviteRequest request, AcceptInvite accept, CancellationToken ct)
    {
        if (await accept.LookAsync(request.Token, ct) is not { } view)
            return new ApiProblem(StatusCodes.Status404NotFound, "invite_wrong", "This invitation is not, or no longer, good. Ask for a new one.");
        return TypedResults.Ok(new InviteOfferResponse
        {
            WorkspaceName = view.WorkspaceName,
            Email = view.Invite.Email,
            Role = view.Invite.Role,
            InvitedBy = view.Invite.InvitedBy,
            ExpiresAt = view.Invite.ExpiresAt,
            HasAccount = view.HasAccount,
        });
    }

    private static async Task<IResult> AcceptAsync(
        AcceptInviteRequest request, HttpContext http, AcceptInvite accept, SessionCookie cookie, SessionAnswers answers, CancellationToken ct)
    {
        if (cookie.Refusal(http.Request) is { } refusal) return refusal;
        var caller = Caller.OrNobody(http.User);
        return await accept.RunAsync(request.Token, caller?.SignedIn?.Member, request.Name, request.Password, ct) switch
        {
            AcceptResult.Joined { IsNew: true } joined => TypedResults.Ok(await answers.BeginAsync(http, joined.Member, "invite", ct)),
            AcceptResult.Joined => TypedResults.Ok(await answers.RefreshedAsync(caller!, ct)),
            AcceptResult.Invalid invalid => AccountAnswers.Invalid(invalid.Refusal),
            AcceptResult.SignInFirst first => new ApiProblem(StatusCodes.Status401Unauthorized, first.Code, first.Message),
            AcceptResult.Refused refused => ApiProblem.ForField("token", refused.Message, StatusCodes.Status404NotFound, refused.Code),
            _ => throw new UnreachableException(),
        };
    }
}
