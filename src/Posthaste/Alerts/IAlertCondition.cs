namespace Posthaste.Alerts;

/// <summary>One thing that is worth an alert.</summary>
internal interface IAlertCondition
{
    /// <summary>What it looks for: an alert of these kinds that it does not find any more is over.</summary>
    IReadOnlyCollection<AlertKind> Kinds { get; }

    /// <summary>How often it looks without being asked to.</summary>
    TimeSpan Every { get; }

    /// <summary>Whether it looks when the server starts; else first after <see cref="Every"/>.</summary>
    bool LooksAtStart => true;

    /// <summary>An event of this kind is a reason to look at once.</summary>
    bool IsToldBy(string eventKind);

    /// <summary>All that is to be found now, in all workspaces. Null where it cannot be told: then what was found before stays.</summary>
    Task<IReadOnlyList<AlertFinding>?> FindAsync(DateTimeOffset now, CancellationToken ct);
}
