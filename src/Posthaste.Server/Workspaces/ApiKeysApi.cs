using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Server.Http;
using Posthaste.Server.Idempotency;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Workspaces;

/// <summary>Keys to the API.</summary>
internal static class ApiKeysApi
{
    public static void MapApiKeys(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/api-keys").WithTags("Workspace").WithMetadata(new NeverCompressed());

        keys.MapPost("/", CreateAsync).Needs(Right.ManageKeys).WithName("CreateApiKey").WithSummary("Makes a key. Its text is in this answer and nowhere else.")
            .Produces<ApiKeyResponse>(201).Fails(409, 422);
        keys.MapGet("/", ListAsync).Needs(Right.ManageKeys).WithName("ListApiKeys").WithSummary("Lists keys, newest first, revoked ones too.");
        keys.MapDelete("/{keyId:guid}", RevokeAsync).Needs(Right.ManageKeys).WithName("RevokeApiKey").WithSummary("Ends a key at once.").Fails(404);
    }

    private static async Task<IResult> CreateAsync(CreateApiKeyRequest request, Caller caller, CreateApiKey createApiKey, CancellationToken ct)
    {
        if (request.Check() is { } wrong) return wrong;
        return await createApiKey.RunAsync(caller.WorkspaceId, request.ToKey(caller.Rights), caller.AsGrantor(), ct) switch
        {
            CreateApiKeyResult.Created created => new NewKeyAnswer(ApiKeyResponse.From(created.Key) with { Key = created.Text.Reveal() }),
            CreateApiKeyResult.Refused { Code: "name_taken" } refused => ApiProblem.ForField("name", refused.Message, 409, refused.Code),
            CreateApiKeyResult.Refused refused => ApiProblem.ForField("name", refused.Message, 422, refused.Code),
            CreateApiKeyResult.Expired expired => ApiProblem.ForField("expiresAt", expired.Message, 422, expired.Code),
            CreateApiKeyResult.NotAllowed notAllowed => ApiProblem.ForField(request.Rights is null ? "role" : "rights", notAllowed.Message, 403, notAllowed.Code),
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<Ok<Page<ApiKeyResponse>>> ListAsync(Caller caller, IApiKeyStore keys, CancellationToken ct)
    {
        var found = await keys.ListAsync(caller.WorkspaceId, ct);
        return TypedResults.Ok(new Page<ApiKeyResponse>([.. found.Select(ApiKeyResponse.From)], NextCursor: null));
    }

    private static async Task<Results<NoContent, ApiProblem>> RevokeAsync(Guid keyId, Caller caller, RevokeApiKey revokeApiKey, CancellationToken ct) =>
        await revokeApiKey.RunAsync(caller.WorkspaceId, keyId, caller.Name, ct) ? TypedResults.NoContent() : ApiProblem.NotFound("living key");

    /// <summary>The one answer with a secret in it: what is kept for a repeated request goes without.</summary>
    private sealed class NewKeyAnswer(ApiKeyResponse key) : IResult, IShownOnce
    {
        public IResult WithoutSecret => TypedResults.Created((string?)null, key with { Key = null });

        public Task ExecuteAsync(HttpContext httpContext) => TypedResults.Created((string?)null, key).ExecuteAsync(httpContext);
    }
}
