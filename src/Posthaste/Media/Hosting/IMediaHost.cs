namespace Posthaste.Media.Hosting;

/// <summary>Puts files where platforms can fetch them: this server, an object store, a CDN.</summary>
public interface IMediaHost
{
    /// <summary>Gives a public copy that works until <paramref name="neededUntil"/> at least; a living one is used again.
    /// A job needs it until its due time plus the time it may be late.</summary>
    Task<HostedCopy> HostAsync(MediaFile file, DateTimeOffset neededUntil, CancellationToken ct);

    /// <summary>Ends a copy and forgets it: its address answers no more. Does nothing where it is gone.</summary>
    Task RemoveAsync(HostedCopy copy, CancellationToken ct);
}
