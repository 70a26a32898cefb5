namespace Posthaste.Notifications;

public enum DeliveryState
{
    /// <summary>Not sent yet, or tried again.</summary>
    Waiting,

    /// <summary>The target took it.</summary>
    Delivered,

    /// <summary>Given up.</summary>
    Failed,
}

/// <summary>One notice on its way to one target. At least once: a message whose answer was lost is sent again, under the same id.</summary>
public sealed record Delivery
{
    internal const string TargetOff = "The target was switched off before its turn came.";

    /// <summary>In every message, the same at each try: who gets it twice knows it by this.</summary>
    public required Guid Id { get; init; }

    public required Guid TargetId { get; init; }
    public required Notice Notice { get; init; }
    public required DeliveryState State { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not sent before.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>How often it was tried; what the target asked to wait for is no try.</summary>
    public int Tries { get; init; }

    /// <summary>The delivery in whose message it was told; null where it has one of its own.</summary>
    public Guid? ToldWith { get; init; }

    /// <summary>Of the last try; null before the first.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>HTTP status of the last answer; null where there was none.</summary>
    public int? LastStatus { get; init; }

    /// <summary>How the last answer began, at most 500 characters, without the target's address.</summary>
    public string? LastAnswer { get; init; }

    /// <summary>Why the last try came to nothing; null where it did not.</summary>
    public string? LastError { get; init; }
}
