using Posthaste.Platforms;

namespace Posthaste.Jobs;

/// <summary>Says who publishes a job: the engine through the network's API, or a person. The engine does not know what that depends on.</summary>
public interface IRoutes
{
    Task<Route> FindAsync(Job job, DateTimeOffset now, CancellationToken ct);

    /// <summary>Whether the network has failed so often on the job's channel that waiting for its next try is of little use.</summary>
    Task<bool> IsUnhealthyAsync(Job job, DateTimeOffset now, CancellationToken ct);
}

/// <summary>The way a job is to go out.</summary>
public abstract record Route
{
    private Route() { }

    /// <summary>By itself; and where that does not work, as these rules say.</summary>
    public sealed record Api(IReadOnlyList<FallbackRule> Fallbacks, CardTimes Card) : Route
    {
        /// <summary>Nobody is ever asked.</summary>
        public static readonly Api Only = new([], new CardTimes(TimeSpan.Zero, TimeSpan.Zero));
    }

    /// <summary>A person publishes it.</summary>
    /// <param name="Cause">Why.</param>
    /// <param name="Why">The same as a sentence.</param>
    /// <param name="Card">When.</param>
    public sealed record Manual(HandoverCause Cause, string Why, CardTimes Card) : Route;

    /// <summary>Nothing may be sent any more, and a person must look: somebody says that it is posted already.</summary>
    public sealed record Closed(PlatformError Error) : Route;
}

/// <summary>What goes wrong with the API.</summary>
public enum FallbackOn
{
    /// <summary>The network fails again and again on the channel.</summary>
    Unhealthy,

    /// <summary>A limit leaves no room before the late window ends.</summary>
    RateLimited,

    /// <summary>The account must be connected again.</summary>
    Token,

    /// <summary>The API may not publish it: the workspace's plan locks the network, or the network has not audited the app.</summary>
    NotAllowed,

    /// <summary>All attempts are used up.</summary>
    RetriesExhausted,

    /// <summary>Any of these, and whatever else keeps a post from going out.</summary>
    AnyError,
}

/// <summary>When a fallback is made.</summary>
public enum FallbackTime
{
    /// <summary>As soon as the trouble shows and the card's time has come.</summary>
    BeforeBackoff,

    /// <summary>When the API has had all its tries, or its late window has ended.</summary>
    AfterBackoff,
}

/// <summary>Lets a job fall back to a person.</summary>
public sealed record FallbackRule(FallbackOn On, FallbackTime When);
