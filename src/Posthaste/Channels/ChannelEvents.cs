using Posthaste.Events;

namespace Posthaste.Channels;

/// <summary>How a channel's events are written down.</summary>
internal static class ChannelEvents
{
    public static Event Of(Channel channel, string kind, string actor, DateTimeOffset now, string data = "{}") => new()
    {
        Id = Guid.CreateVersion7(now),
        WorkspaceId = channel.WorkspaceId,
        Kind = kind,
        SubjectId = channel.Id,
        At = now,
        Actor = actor,
        Data = data,
    };
}
