namespace Posthaste.Bench.Engine;

/// <summary>One of the two databases, as a measurement fills and reads it.</summary>
internal interface IBenchStore
{
    /// <summary>Puts jobs in, as they are some time after somebody scheduled them, with the lanes they need. A channel's prepare
    /// slots get them in turn.</summary>
    Task SeedAsync(SeedBatch batch, CancellationToken ct);

    /// <summary>Statistics and visibility as a database that has run for a while has them.</summary>
    Task SettleAsync(CancellationToken ct);

    /// <summary>How many of the jobs numbered so ended published, each with exactly one intent that happened.</summary>
    Task<long> CountPublishedAsync(long first, long count, CancellationToken ct);

    /// <summary>The nodes that hold lanes.</summary>
    Task<IReadOnlyList<Guid>> ReadOwnersAsync(CancellationToken ct);

    /// <summary>Lanes that these nodes hold.</summary>
    Task<long> CountHeldAsync(IReadOnlyList<Guid> nodes, CancellationToken ct);

    /// <summary>Bytes of log written so far; null where the database does not tell.</summary>
    Task<long?> ReadLogBytesAsync(CancellationToken ct);
}
