namespace Posthaste.Server.Posts;

/// <summary>Section <c>Publishing</c>.</summary>
public sealed class PublishingOptions
{
    public const string Section = "Publishing";

    /// <summary>Whether a post may be published at once, without waiting for a time. Default true.</summary>
    public bool AllowPublishNow { get; init; } = true;
}
