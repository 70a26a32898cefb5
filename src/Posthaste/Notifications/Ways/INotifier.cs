using Posthaste.Platforms;

namespace Posthaste.Notifications.Ways;

/// <summary>One way of telling somebody something. Sends what it is given, once, and never writes to the store. Every implementation answers within
/// <see cref="NotificationsOptions.Timeout"/> and a little.</summary>
internal interface INotifier
{
    TargetKind Kind { get; }

    Task<SendOutcome> SendAsync(Message message, CancellationToken ct);
}

/// <summary>What is sent to one target.</summary>
internal sealed record Message
{
    /// <summary>The same at each try.</summary>
    public required Guid DeliveryId { get; init; }

    /// <summary>Of the target, opened.</summary>
    public required Secret Address { get; init; }

    /// <summary>True where the operator chose the address: then it may be anywhere.</summary>
    public bool OfServer { get; init; }

    /// <summary>Each signs; empty but for webhooks.</summary>
    public IReadOnlyList<Secret> SigningSecrets { get; init; } = [];

    public required Bulletin Bulletin { get; init; }

    /// <summary>Of this try.</summary>
    public required DateTimeOffset Now { get; init; }
}

/// <summary>What sending came to. Each case leads to exactly one action of the sender.</summary>
public abstract record SendOutcome
{
    private SendOutcome() { }

    /// <summary>HTTP status of the answer; null where there was none, or the way has none.</summary>
    public int? Status { get; init; }

    /// <summary>How the answer began, at most 500 characters, without the target's address; null for none.</summary>
    public string? Answer { get; init; }

    /// <summary>The target has it.</summary>
    /// <param name="Pause">For how long it wants nothing more; null for no wish.</param>
    public sealed record Delivered(TimeSpan? Pause = null) : SendOutcome;

    /// <summary>It did not arrive, or nobody knows: try again later.</summary>
    /// <param name="Error">A sentence that names no secret.</param>
    public sealed record Again(string Error) : SendOutcome;

    /// <summary>It surely did not arrive, since the target wants to be left alone for a while. Uses no try.</summary>
    public sealed record Wait(TimeSpan For, string Error) : SendOutcome;

    /// <summary>The target will never take this one; others it may.</summary>
    public sealed record Refused(string Error) : SendOutcome;

    /// <summary>The target is no more: it is switched off.</summary>
    public sealed record Gone(string Error) : SendOutcome;
}
