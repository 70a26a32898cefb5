namespace Posthaste.Media.Hosting;

/// <summary>Puts files where platforms can fetch them: this server, an object store, a CDN.</summary>
public interface IMediaHost
{
    /// <summary>Gives a public copy that works until <paramref name="neededUntil"/> at least; a living one is used again. A signed
    /// address of an object store lives seven days at most: where more is needed it lives that long, and asking again later gives one
    /// that lives longer. A job needs it until its due time plus the time it may be late.</summary>
    /// <exception cref="MediaHostException">The host is down, or does not take it. What was sent of a large file is gone on with next time.</exception>
    Task<HostedCopy> HostAsync(MediaFile file, DateTimeOffset neededUntil, CancellationToken ct);

    /// <summary>Ends a copy and forgets it: its address answers no more. Does nothing where it is gone.</summary>
    /// <exception cref="MediaHostException">The host is down; the copy stays on record.</exception>
    Task RemoveAsync(HostedCopy copy, CancellationToken ct);

    /// <summary>Removes what no record leads to any more: uploads that nobody finished, and files without a row. Both are left
    /// alone for a day.</summary>
    /// <returns>How many were removed.</returns>
    /// <exception cref="MediaHostException">The host is down.</exception>
    Task<int> SweepLeftoversAsync(CancellationToken ct);
}
