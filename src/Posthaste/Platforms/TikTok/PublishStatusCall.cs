using System.Text.Json;
using Posthaste.Platforms.TikTok.Answers;

namespace Posthaste.Platforms.TikTok;

/// <summary>Asks what became of a post that was begun.</summary>
internal sealed class PublishStatusCall(TikTokApi api, CallPace pace)
{
    /// <returns>The answer, and what it says where it says anything. Neither, where this minute's questions are used up.</returns>
    public async Task<(TikTokAnswer? Answer, PublishLook? Look)> ReadAsync(PlatformAccount account, string publishId, CancellationToken ct)
    {
        if (pace.Take(account, PacedCall.Status) is not null) return (new TikTokAnswer.NotSent("paced"), null);
        var answer = await api.PostAsync(account, PacedCall.Status.Path, new() { ["publish_id"] = publishId }, ct);
        return (answer, answer is TikTokAnswer.Done done ? PublishLook.Read(done.Data) with { Trace = answer.Trace with { Handle = publishId } } : null);
    }
}

/// <summary>What TikTok says of a post that was begun.</summary>
internal sealed record PublishLook
{
    /// <summary>TikTok's word.</summary>
    public required string? Status { get; init; }

    /// <summary>Null where it did not fail.</summary>
    public string? FailReason { get; init; }

    /// <summary>Null where TikTok does not tell.</summary>
    public long? UploadedBytes { get; init; }

    /// <summary>The post's own id, which only public posts get; null until then.</summary>
    public string? PostId { get; init; }

    public CallTrace Trace { get; init; } = CallTrace.None;

    public static PublishLook Read(JsonElement data) => new()
    {
        Status = data.Word("status"),
        FailReason = data.Word("status") == "FAILED" ? data.Word("fail_reason") ?? "failed" : null,
        UploadedBytes = data.Count("uploaded_bytes"),
        // The spelling is TikTok's own. Seen absent, empty, and as a list of numbers.
        PostId = data.Words("publicaly_available_post_id") is [var id, ..] ? id : null,
    };
}
