using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Server.Http;
using Posthaste.Server.Problems;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.SignIn;

/// <summary>The first owner of a server.</summary>
internal static class SetupApi
{
    public static void MapSetup(this IEndpointRouteBuilder api)
    {
        var setup = api.MapGroup("/setup").WithTags("Signing in");
        setup.MapGet("/", GetAsync).ForEverybody().WithName("GetSetup").WithSummary("Says whether the server still waits for its first owner.");
        setup.MapPost("/", SetUpAsync).ForEverybody().WithMetadata(new StartsSession()).WithName("SetUp").WithSummary("Makes the first owner, with the token of the link that the server printed, and signs them in.")
            .Produces<SessionResponse>(201).Fails(403, 409, 422);
    }

    private static async Task<Ok<SetupResponse>> GetAsync(IMembershipStore memberships, CancellationToken ct) =>
        TypedResults.Ok(new SetupResponse { Needed = !await memberships.HasOwnerAsync(ct) });

    private static async Task<IResult> SetUpAsync(SetUpRequest request, HttpContext http, SetUpOwner setUp, SessionCookie cookie, SessionAnswers answers, CancellationToken ct)
    {
        if (cookie.Refusal(http.Request) is { } refusal) return refusal;
        var account = new NewAccount { Email = request.Email, Name = request.Name, Password = request.Password };
        return await setUp.RunAsync(request.Token, account, ct) switch
        {
            SetUpResult.Done done => TypedResults.Created((string?)null, await answers.BeginAsync(http, done.Owner, "setup", ct)),
            SetUpResult.Invalid invalid => AccountAnswers.Invalid(invalid.Refusal),
            SetUpResult.Refused { Code: "setup_link_wrong" } wrong => ApiProblem.ForField("token", wrong.Message, StatusCodes.Status403Forbidden, wrong.Code),
            SetUpResult.Refused refused => new ApiProblem(StatusCodes.Status409Conflict, refused.Code, refused.Message),
            _ => throw new UnreachableException(),
        };
    }
}

/// <summary>Whether the server has an owner.</summary>
public sealed record SetupResponse
{
    /// <summary>It has none: whoever runs it opens the link that it printed when it started.</summary>
    public required bool Needed { get; init; }
}

/// <summary>The first owner.</summary>
public sealed record SetUpRequest
{
    /// <summary>What stands behind the <c>#</c> of the setup link.</summary>
    public required string Token { get; init; }

    public required string Email { get; init; }

    /// <summary>As people call them; 1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>At least 12 characters.</summary>
    public required string Password { get; init; }

    public override string ToString() => "(secret)";
}
