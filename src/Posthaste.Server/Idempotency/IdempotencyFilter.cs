using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;

namespace Posthaste.Server.Idempotency;

/// <summary>Honours <c>Idempotency-Key</c> on POST. An ordinary endpoint runs whole inside the key's transaction; one with
/// <see cref="CommitsByItself"/> first does what must not be done inside, then commits through <see cref="IdempotentCommit"/>.</summary>
internal sealed class IdempotencyFilter : IEndpointFilter
{
    public const string Header = "Idempotency-Key";
    public const int MaxLength = 255;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsPost(http.Request.Method) || http.Request.Headers[Header] is not { Count: > 0 } header) return await next(context);
        // A member who belongs nowhere: there is no workspace to keep an answer in.
        if (Caller.Of(http.User).NoWorkspace is not null) return await next(context);
        if (header is not [{ Length: > 0 and <= MaxLength } key] || !key.All(c => c is > ' ' and <= '~'))
        {
            return ApiProblem.ForField(Header, $"expected are 1 to {MaxLength} visible ASCII characters without spaces, such as a UUID",
                code: ProblemCodes.InvalidIdempotencyKey);
        }

        var commit = http.RequestServices.GetRequiredService<IdempotentCommit>();
        commit.Begin(Caller.Of(http.User).WorkspaceId, key, http);
        if (http.GetEndpoint()?.Metadata.GetMetadata<CommitsByItself>() is not null) return await next(context);

        await commit.HashBodyAsync(http.RequestAborted);
        return await commit.RunAsync(async () => await next(context), http.RequestAborted);
    }
}

/// <summary>Marks the endpoints that honour the header.</summary>
internal sealed class TakesIdempotencyKey;

/// <summary>Marks an endpoint that calls a platform or reads a stream before it writes.</summary>
internal sealed class CommitsByItself;
