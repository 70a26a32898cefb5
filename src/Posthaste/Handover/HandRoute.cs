using Microsoft.Extensions.Options;
using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Posts;

namespace Posthaste.Handover;

/// <summary>By what the server, the channel, the post and the workspace's rules say, and only where there is a chat to fall back to.</summary>
internal sealed class HandRoute(IHandoverSettings settings, ICardDesk desk, IOptions<PublishingOptions> publishing) : IHandRoute
{
    public async Task<bool> TakesAsync(PostDraft draft, Channel channel, CancellationToken ct)
    {
        if (draft.RequiresInteraction || !publishing.Value.Automation || !channel.Automation) return true;
        var rules = await settings.FindAsync(channel.WorkspaceId, ct);
        return desk.IsSetUp && rules.Chat is not null && rules.RulesFor(draft).Any(rule => rule.On is FallbackOn.NotAllowed or FallbackOn.AnyError);
    }
}
