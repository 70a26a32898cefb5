using Microsoft.AspNetCore.Http.Metadata;

namespace Posthaste.Server.Http;

/// <summary>Keeps JSON bodies in memory while their request is worked on: so that one that cannot be read can be explained,
/// and one with an Idempotency-Key can be compared. Kestrel's limit on bodies, below
/// the size from which they would go to disk, is the limit of the memory.</summary>
internal static class BufferedBodies
{
    public const int MaxBytes = 1 << 20;

    public static void UseBufferedBodies(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>() is { RequestType: not null }) context.Request.EnableBuffering(2 * MaxBytes);
        return next(context);
    });
}
