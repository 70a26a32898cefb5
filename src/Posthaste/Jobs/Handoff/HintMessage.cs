using System.Text.Json;

namespace Posthaste.Jobs.Handoff;

/// <summary>A <see cref="LaneHint"/> as JSON, in version 1: <c>{"v":1,"channelId":"…","kind":"publish","slot":0,"jobId":"…","epoch":7}</c>.</summary>
internal static class HintMessage
{
    private const int Version = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Where hints for lanes of a kind go.</summary>
    public static HandoffTopic TopicOf(LaneKind kind) => kind == LaneKind.Prepare ? HandoffTopic.Prepare : HandoffTopic.Publish;

    public static HandoffMessage Write(LaneHint hint) => new(hint.Lane.ChannelId.ToString("N"), JsonSerializer.SerializeToUtf8Bytes(
        new Body(Version, hint.Lane.ChannelId, Words.Of(hint.Lane.Kind), hint.Lane.Slot, hint.JobId, hint.Epoch), Json));

    /// <returns>Null where it is none, or of a version that this program does not know.</returns>
    public static LaneHint? Read(ReadOnlyMemory<byte> body, LaneKind kind)
    {
        try
        {
            return JsonSerializer.Deserialize<Body>(body.Span, Json) is { V: Version, ChannelId: { } channel, Slot: >= 0 and <= short.MaxValue and var slot, JobId: { } job } read && read.Kind == Words.Of(kind)
                ? new LaneHint(new LaneKey(channel, kind, slot), job, read.Epoch)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Body(int? V, Guid? ChannelId, string? Kind, int? Slot, Guid? JobId, long? Epoch);
}
