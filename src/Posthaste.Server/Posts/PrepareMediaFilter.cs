using Posthaste.Posts.Files;
using Posthaste.Server.SignIn;

namespace Posthaste.Server.Posts;

/// <summary>Before a post is signed or sent, has its files made and waits a little for them. Ahead of <see cref="Idempotency.IdempotencyFilter"/>,
/// whose transaction the waiting must not be in.</summary>
internal sealed class PrepareMediaFilter(PrepareMedia prepareMedia) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<WaitsForMedia>() is not null) await PrepareAsync(context);
        return await next(context);
    }

    /// <summary>What is wrong with the request is the endpoint's to say.</summary>
    private Task PrepareAsync(EndpointFilterInvocationContext context)
    {
        var (workspace, ct) = (Caller.Of(context.HttpContext.User).WorkspaceId, context.HttpContext.RequestAborted);
        var postId = context.Arguments.OfType<Guid>().FirstOrDefault();
        return context.Arguments.FirstOrDefault(argument => argument is CreatePostRequest or RevisePostRequest) switch
        {
            CreatePostRequest create when create.Check() is null && create.HasTime =>
                prepareMedia.RunForNewAsync(workspace, create.ToDraft(), ct),
            RevisePostRequest revise when revise.Check() is null => prepareMedia.RunForEditAsync(workspace, postId, revise.ApplyTo, ct),
            null => prepareMedia.RunAsync(workspace, postId, ct),
            _ => Task.CompletedTask,
        };
    }
}

/// <summary>Marks an endpoint that signs or sends a post.</summary>
internal sealed class WaitsForMedia;
