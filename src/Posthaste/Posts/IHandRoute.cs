using Posthaste.Channels;

namespace Posthaste.Posts;

/// <summary>Whether a person publishes a post in any case, or where the API may not: then what stands in the API's way alone is no reason to refuse it.</summary>
public interface IHandRoute
{
    Task<bool> TakesAsync(PostDraft draft, Channel channel, CancellationToken ct);
}
