using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Tests.Simulation;

/// <summary>Which jobs people publish, and which may fall back to them: decided once for each.</summary>
internal sealed class SimRoutes(World world) : IRoutes
{
    private readonly Dictionary<Guid, Route> _routes = [];
    private readonly HashSet<Guid> _posted = [];

    /// <summary>Somebody says that it is posted, while the server has published it or may have.</summary>
    public void SayPosted(Guid jobId) => _posted.Add(jobId);

    public Task<Route> FindAsync(Job job, DateTimeOffset now, CancellationToken ct)
    {
        if (_posted.Contains(job.Id))
            return Task.FromResult<Route>(new Route.Closed(new PlatformError { Kind = ErrorKind.OutcomeUnknown, Code = "possible_duplicate", Message = "Somebody says that it is posted." }));
        if (!_routes.TryGetValue(job.Id, out var route)) _routes[job.Id] = route = Draw(job);
        return Task.FromResult(route);
    }

    public Task<bool> IsUnhealthyAsync(Job job, DateTimeOffset now, CancellationToken ct) => Task.FromResult(job.Attempt > 1);

    // From the job alone: which node asks first must not matter.
    private Route Draw(Job job)
    {
        var (weather, chance) = (world.Weather, world.ChanceFor($"route of {job.Id}"));
        if (chance.Is(weather.ByHand)) return new Route.Manual(HandoverCause.RequiresInteraction, "It needs a sticker.", weather.Card);
        if (!chance.Is(weather.FallingBack)) return Route.Api.Only;
        var when = chance.Is(0.5) ? FallbackTime.BeforeBackoff : FallbackTime.AfterBackoff;
        return new Route.Api([new FallbackRule(chance.Is(0.5) ? FallbackOn.AnyError : chance.OneOf([FallbackOn.Token, FallbackOn.RateLimited, FallbackOn.RetriesExhausted, FallbackOn.Unhealthy]), when)], weather.Card);
    }
}
