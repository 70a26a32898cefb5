using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Posthaste.Server.Problems;

namespace Posthaste.Server.SignIn;

/// <summary>Bounds what one key, or one member, may change in a minute. Reading is free.</summary>
internal static class WriteLimit
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static void AddWriteLimit(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<ApiOptions>>((limiter, api) =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, Guid>(context => Partition(context, api.Value.WritesPerMinute));
            limiter.OnRejected = (rejected, _) => new ValueTask(Refuse(rejected).ExecuteAsync(rejected.HttpContext));
        });
    }

    private static RateLimitPartition<Guid> Partition(HttpContext context, int writesPerMinute)
    {
        var reads = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method);
        return reads || context.User.Identity is not { IsAuthenticated: true }
            ? RateLimitPartition.GetNoLimiter(Guid.Empty)
            : RateLimitPartition.GetFixedWindowLimiter(Caller.Of(context.User).Id, _ => new FixedWindowRateLimiterOptions { PermitLimit = writesPerMinute, Window = Window });
    }

    private static ApiProblem Refuse(OnRejectedContext rejected) => new(StatusCodes.Status429TooManyRequests, ProblemCodes.RateLimited,
        "This key or member has changed as much as one may in a minute. Wait for as long as the header Retry-After says.")
    {
        RetryAfter = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(1),
    };
}
