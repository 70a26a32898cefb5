using Posthaste.Platforms;

namespace Posthaste.Jobs;

/// <summary>Where the engine gets what a job publishes; it does not know what a post is.</summary>
public interface IContentSource
{
    /// <summary>Reads what is approved for this job.</summary>
    /// <param name="job">Whose.</param>
    /// <param name="hostUntil">Set where the media must have public URLs that live until then.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <returns>Null where the post is gone.</returns>
    /// <exception cref="HostingFailedException">The media could not be put where networks fetch it. Nothing was sent to any.</exception>
    Task<PublishContent?> LoadAsync(Job job, DateTimeOffset? hostUntil, CancellationToken ct);
}

/// <summary>Media could not be given public URLs, because of its host and not of the post.</summary>
/// <param name="error">What to tell and to keep; holds no address.</param>
/// <param name="cause">For the log.</param>
public sealed class HostingFailedException(PlatformError error, Exception? cause) : Exception(error.Message, cause)
{
    public PlatformError Error { get; } = error;
}

/// <summary>What a job publishes, and the hash that was signed for it.</summary>
/// <param name="Post">As the platform gets it.</param>
/// <param name="Hash">SHA-256 over everything that is sent, hosting URLs left out.</param>
public sealed record PublishContent(PlatformPost Post, string Hash);

/// <summary>Says ahead of time what would keep a job from going out; the engine does not know what there is to check.</summary>
public interface IPreflight
{
    /// <returns>What blocks, most telling first; empty where the job may go on. <see cref="ErrorKind.ReconnectAccount"/> means
    /// that connecting the channel again mends it. Nothing in it names a token or an address of media.</returns>
    Task<IReadOnlyList<PlatformError>> CheckAsync(Job job, CancellationToken ct);
}

/// <summary>Where the engine gets the right to act for an account.</summary>
public interface IAccountSource
{
    /// <returns>Null where the channel has no token.</returns>
    Task<PlatformAccount?> FindAsync(Guid channelId, CancellationToken ct);

    /// <summary>The platform refused this token. Only where it is still the channel's current one, the channel now needs
    /// to be connected again.</summary>
    /// <returns>True where it was the current one.</returns>
    Task<bool> ReportDeadTokenAsync(PlatformAccount account, PlatformError error, CancellationToken ct);
}

/// <summary>The networks this server knows, by name.</summary>
public interface IPlatforms
{
    /// <returns>Null for a name nobody answers to.</returns>
    IPlatform? Find(string name);

    IReadOnlyList<IPlatform> All { get; }
}
