namespace Posthaste.Media.Hosting;

/// <summary>Why a platform could not take a public copy. Never says its address.</summary>
public abstract record FetchFault
{
    private FetchFault() { }

    /// <param name="Reason">In a few words: what was answered, or what did not come about.</param>
    public sealed record Unreachable(string Reason) : FetchFault;

    /// <summary>Platforms are not known to follow it.</summary>
    public sealed record Redirects(int Status) : FetchFault;

    /// <param name="Found">The content type that was answered, or that of the bytes; null where there was none.</param>
    public sealed record WrongType(string? Found) : FetchFault;

    /// <param name="Found">In bytes; null where the answer did not say.</param>
    public sealed record WrongSize(long? Found) : FetchFault;

    /// <summary>A video is asked for in parts, and the whole was answered.</summary>
    public sealed record NoRange : FetchFault;
}
