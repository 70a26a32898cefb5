using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Posts.Readiness;

/// <summary>Tells the engine what keeps a job from going out, by the rules that readiness is asked for by.</summary>
internal sealed class PostPreflight(CheckChannelReadiness check) : IPreflight
{
    public async Task<IReadOnlyList<PlatformError>> CheckAsync(Job job, CancellationToken ct) =>
        (await check.RunAsync(new ReadinessQuestion { Job = job, HostUntil = job.LateAt }, ct)).Errors;
}
