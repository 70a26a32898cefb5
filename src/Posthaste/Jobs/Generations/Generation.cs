namespace Posthaste.Jobs.Generations;

/// <summary>One life of the database: from its making, or from the start that found it to be an older copy, on.</summary>
public sealed record Generation
{
    public required Guid Id { get; init; }

    /// <summary>Counts them, from 1.</summary>
    public required long Number { get; init; }

    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>The copy holds nothing that happened between this and <see cref="BeganAt"/>; null where nothing was restored.</summary>
    public DateTimeOffset? KnownUntil { get; init; }

    /// <summary>How the copy was noticed, in words; null where nothing was restored.</summary>
    public string? Found { get; init; }

    /// <summary>Where a PostgreSQL database is; null for a file.</summary>
    public DatabasePlace? Place { get; init; }

    /// <summary>When a server last saw the database and held it for this one; to ten seconds.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>It was begun by whoever restored a backup, and no server has seen it yet: the moment of the backup is its <see cref="SeenAt"/>.</summary>
    public bool IsUnseenRestore => SeenAt < BeganAt;

    /// <summary>What is said of such a one, after "because".</summary>
    /// <param name="at">The moment of the backup.</param>
    public static string RestoredFrom(DateTimeOffset at) => $"it was restored from the backup of {at:yyyy-MM-dd HH:mm:ss} UTC";
}

/// <summary>A stretch of time of which a restored database knows nothing: a job from before it may have gone out in it.</summary>
public sealed record RestoreWindow(DateTimeOffset From, DateTimeOffset Until);
