namespace Posthaste.Media.Hosting;

/// <summary>A media host did not do what it was asked for. The message is a sentence for a person, without a key, a signature or an address
/// beyond its host; the cause is for the log.</summary>
public sealed class MediaHostException : Exception
{
    public MediaHostException(string message, string advice, string? setting = null, Exception? inner = null) : base(message, inner) =>
        (Advice, Setting) = (advice, setting);

    /// <summary>What to do about it.</summary>
    public string Advice { get; }

    /// <summary>The setting that seems to be wrong, such as <c>Media:S3:Bucket</c>; null where the host is merely not to be had now.</summary>
    public string? Setting { get; }

    /// <summary>The host understood and said no: the same again gets the same answer.</summary>
    internal bool IsRefusal { get; init; }
}
