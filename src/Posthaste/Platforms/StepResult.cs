namespace Posthaste.Platforms;

/// <summary>What one step came to. Each case leads to exactly one action of the engine.</summary>
public abstract record StepResult
{
    private StepResult() { }

    /// <summary>The calls behind this answer, for the attempt's record and the usage ledger.</summary>
    public CallTrace Trace { get; init; } = CallTrace.None;

    /// <summary>The step is done: keep the checkpoint, run the next step.</summary>
    public sealed record Advance(string? Checkpoint) : StepResult;

    /// <summary>Part of a repeatable step is done (one of several containers, one chunk of an upload): keep the checkpoint,
    /// and run the same step again at once.</summary>
    public sealed record Again(string Checkpoint) : StepResult;

    /// <summary>Come back then and run the same step again. Uses no attempt. From an irreversible step it also
    /// says that the call surely had no effect.</summary>
    public sealed record Wait(DateTimeOffset Until, string? Checkpoint) : StepResult;

    /// <summary>The irreversible step took effect. A missing permalink is looked for later.</summary>
    public sealed record Published(string RemoteId, Uri? Permalink = null, DateTimeOffset? At = null) : StepResult;

    /// <summary>The irreversible step reached the network, which works on it: whether the post goes live shows later. The engine asks
    /// (<see cref="IPlatform.ProbeAsync"/>) until it does, and makes no other call for it meanwhile.</summary>
    /// <param name="Checkpoint">With what the answer said, for the asking.</param>
    /// <param name="LookAfter">Until the first question.</param>
    public sealed record Taken(string Checkpoint, TimeSpan LookAfter) : StepResult;

    /// <summary>A step after the publish call learnt where the post is.</summary>
    public sealed record Found(Uri Permalink, DateTimeOffset? PublishedAt) : StepResult;

    /// <summary>Too many calls or posts. Surely no effect; wait until then, uses no attempt.</summary>
    public sealed record RateLimited(DateTimeOffset Until, RateScope Scope, PlatformError Error) : StepResult;

    /// <summary>Surely no effect, worth another try.</summary>
    /// <param name="Error">Why.</param>
    /// <param name="RetryAfter">How long the network asked us to wait.</param>
    /// <param name="Restart">What the earlier steps left is of no use: begin with the first step again.</param>
    public sealed record Unavailable(PlatformError Error, TimeSpan? RetryAfter = null, bool Restart = false) : StepResult;

    /// <summary>The token is no longer good. Surely no effect.</summary>
    public sealed record Unauthorized(PlatformError Error) : StepResult;

    /// <summary>The network will never take this content, or the account may not post it. Surely no effect.</summary>
    public sealed record Rejected(PlatformError Error) : StepResult;

    /// <summary>The call may have taken effect. The engine asks before anything else happens.</summary>
    /// <param name="Error">What was seen.</param>
    /// <param name="BlockedUntil">Set where the answer also says to stop calling until then.</param>
    public sealed record Unknown(PlatformError Error, DateTimeOffset? BlockedUntil = null) : StepResult;
}

/// <summary>How far a rate limit reaches.</summary>
public enum RateScope
{
    Channel,
    App,
}

/// <summary>What is worth keeping of the calls behind an answer.</summary>
public sealed record CallTrace
{
    public static readonly CallTrace None = new();

    /// <summary>Requests sent.</summary>
    public int Calls { get; init; }

    /// <summary>How many prepared posts ("containers") the requests made, or may have made.</summary>
    public int Containers { get; init; }

    /// <summary>Of the last answer; null where none came.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>The network's id for its support to find the call by.</summary>
    public string? TraceId { get; init; }

    /// <summary>What the step worked on at the network, for example a container id.</summary>
    public string? Handle { get; init; }

    /// <summary>The highest of the network's usage figures, 0 to 100 and above; null where it sent none.</summary>
    public int? UsagePercent { get; init; }

    /// <summary>Set where the usage figures say to stop calling until then.</summary>
    public DateTimeOffset? PauseUntil { get; init; }
}
