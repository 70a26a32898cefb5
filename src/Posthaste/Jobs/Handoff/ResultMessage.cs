using System.Text.Json;

namespace Posthaste.Jobs.Handoff;

/// <summary>What became of a job, as JSON in version 1: <c>{"v":1,"jobId":"…","postId":"…","channelId":"…","workspaceId":"…","state":"published","reason":null,"at":"2026-11-22T18:00:00.123Z"}</c>.
/// Whoever must not miss one reads the API: a node that dies between its commit and this message has told nobody.</summary>
internal static class ResultMessage
{
    private const int Version = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <returns>Null where the run ended in none of the states that somebody outside waits for.</returns>
    public static HandoffMessage? Of(Job before, Job after, DateTimeOffset at)
    {
        if (after.State == before.State || after.State is not (JobState.Published or JobState.NeedsAttention or JobState.Failed or JobState.HandedOver)) return null;
        return new HandoffMessage(after.ChannelId.ToString("N"), JsonSerializer.SerializeToUtf8Bytes(
            new Body(Version, after.Id, after.PostId, after.ChannelId, after.WorkspaceId, Words.Of(after.State), after.Reason is { } reason ? Words.Of(reason) : null, at.UtcDateTime), Json));
    }

    private sealed record Body(int V, Guid JobId, Guid PostId, Guid ChannelId, Guid WorkspaceId, string State, string? Reason, DateTime At);
}
