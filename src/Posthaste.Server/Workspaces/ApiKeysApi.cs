using System.Diagnostics;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Server.Http;
using Posthaste.Server.Idempotency;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces;

namespace Posthaste.Server.Workspaces;

/// <summary>Keys to the API.</summary>
internal static class ApiKeysApi
{
    public static void MapApiKeys(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/api-keys").WithTags("Workspace");

        keys.MapPost("/", CreateAsync).WithName("CreateApiKey").WithSummary("Makes a key. Its text is in this answer and nowhere else.")
            .Produces<ApiKeyResponse>(201).Fails(409, 422);
        keys.MapGet("/", ListAsync).WithName("ListApiKeys").WithSummary("Lists keys, newest first, revoked ones too.");
        keys.MapDelete("/{keyId:guid}", RevokeAsync).WithName("RevokeApiKey").WithSummary("Ends a key at once.").Fails(404);
    }

    private static async Task<IResult> CreateAsync(CreateApiKeyRequest request, Caller caller, CreateApiKey createApiKey, CancellationToken ct) =>
        await createApiKey.RunAsync(caller.WorkspaceId, request.Name, caller.Name, ct) switch
        {
            CreateApiKeyResult.Created created => new NewKeyAnswer(ApiKeyResponse.From(created.Key) with { Key = created.Text.Reveal() }),
            CreateApiKeyResult.Refused { Code: "name_taken" } refused => ApiProblem.ForField("name", refused.Message, 409, refused.Code),
            CreateApiKeyResult.Refused refused => ApiProblem.ForField("name", refused.Message, 422, refused.Code),
            _ => throw new UnreachableException(),
        };

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

/// <summary>A key to the API.</summary>
public sealed record ApiKeyResponse
{
    public required Guid Id { get; init; }

    /// <summary>Who acts with it, in histories.</summary>
    public required string Name { get; init; }

    /// <summary>How its text begins.</summary>
    public required string Hint { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The key itself; only in the answer that made it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }

    public static ApiKeyResponse From(ApiKey key) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Hint = key.Hint,
        CreatedAt = key.CreatedAt,
        RevokedAt = key.RevokedAt,
    };
}

/// <summary>A key that should be made.</summary>
public sealed record CreateApiKeyRequest
{
    /// <summary>Who will act with it; 1 to 100 characters, not used by another living key.</summary>
    public required string Name { get; init; }
}
