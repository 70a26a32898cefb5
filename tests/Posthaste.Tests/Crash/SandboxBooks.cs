using System.Text.Json;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Platforms.Bluesky;
using Posthaste.Platforms.Facebook;
using Posthaste.Platforms.Instagram;
using Posthaste.Platforms.Mastodon;
using Posthaste.Platforms.TikTok;
using Posthaste.Tests.Invariants;

namespace Posthaste.Tests.Crash;

/// <summary>The sandbox's ledger, as the checker reads it. Whose a container is shows in the checkpoint of the intent that allowed it to
/// be published; what no intent names belongs to nobody, which the checker does not forgive.</summary>
internal static class SandboxBooks
{
    private const string NoOnesPart = "unknown";

    /// <param name="ledger">As the sandbox tells it.</param>
    /// <param name="containers">As the sandbox tells them.</param>
    /// <param name="store">Read at the same time.</param>
    /// <param name="channels">By the account's id.</param>
    /// <param name="byHand">Containers that a person published in the app; null for none.</param>
    /// <param name="begun">Posts of TikTok as the sandbox tells them, which are its containers; null for none.</param>
    /// <param name="deaths">When the only process there is had died; null where others go on.</param>
    public static WorldLedger Read(
        JsonElement ledger, JsonElement containers, StoreRecords store, IReadOnlyDictionary<string, Guid> channels,
        IReadOnlySet<string>? byHand = null, IReadOnlyList<DateTimeOffset>? deaths = null, JsonElement? begun = null)
    {
        var owners = Owners(store, channels);
        var posts = ledger.GetProperty("posts").EnumerateArray().Where(item => channels.ContainsKey(Text(item, "accountId"))).ToList();
        var postOwners = posts.ToDictionary(item => Text(item, "mediaId"), item => owners.GetValueOrDefault(Text(item, "containerId")).Job);
        bool Hand(JsonElement item) => byHand?.Contains(item.GetProperty("containerId").GetString() ?? "") == true;
        return new WorldLedger
        {
            Posts =
            [
                .. posts.Select(item => new LivePost
                {
                    RemoteId = Text(item, "mediaId"),
                    ChannelId = channels[Text(item, "accountId")],
                    At = item.GetProperty("liveAt").GetDateTimeOffset(),
                    JobId = Hand(item) ? null : owners.GetValueOrDefault(Text(item, "containerId")).Job,
                    Part = owners.GetValueOrDefault(Text(item, "containerId")).Part ?? NoOnesPart,
                }),
                .. ledger.GetProperty("comments").EnumerateArray().Where(item => channels.ContainsKey(Text(item, "accountId"))).Select(item => new LivePost
                {
                    RemoteId = Text(item, "commentId"),
                    ChannelId = channels[Text(item, "accountId")],
                    At = item.GetProperty("at").GetDateTimeOffset(),
                    JobId = postOwners.GetValueOrDefault(Text(item, "mediaId")),
                    Part = PublishStep.Comment,
                }),
            ],
            Calls =
            [
                .. Calls(ledger, "calls", channels).Where(item => !Hand(item)).Select(item => new SentCall
                {
                    ChannelId = channels[Text(item, "accountId")],
                    BegunAt = item.GetProperty("arrivedAt").GetDateTimeOffset(),
                    EndedAt = EndOf(item, deaths),
                    JobId = owners.GetValueOrDefault(item.GetProperty("containerId").GetString() ?? "").Job,
                    Part = owners.GetValueOrDefault(item.GetProperty("containerId").GetString() ?? "").Part ?? NoOnesPart,
                    // Of a text for a Page the call names the Page alone.
                    Container = Text(item, "accountId") == item.GetProperty("containerId").GetString() ? null : item.GetProperty("containerId").GetString(),
                }),
                .. Calls(ledger, "commentCalls", channels).Select(item => new SentCall
                {
                    ChannelId = channels[Text(item, "accountId")],
                    BegunAt = item.GetProperty("arrivedAt").GetDateTimeOffset(),
                    EndedAt = EndOf(item, deaths),
                    JobId = postOwners.GetValueOrDefault(Text(item, "targetId")),
                    Part = PublishStep.Comment,
                }),
            ],
            Containers = [.. containers.GetProperty("items").EnumerateArray().Where(item => channels.ContainsKey(Text(item, "accountId"))).Select(item => new MadeContainer
            {
                Id = Text(item, "id"),
                ChannelId = channels[Text(item, "accountId")],
                MadeAt = item.GetProperty("createdAt").GetDateTimeOffset(),
                JobId = owners.TryGetValue(Text(item, "id"), out var owner) ? owner.Job : null,
            }), .. (begun?.GetProperty("items").EnumerateArray() ?? default).Where(item => channels.ContainsKey(Text(item, "openId"))).Select(item => new MadeContainer
            {
                Id = Text(item, "id"),
                ChannelId = channels[Text(item, "openId")],
                MadeAt = item.GetProperty("createdAt").GetDateTimeOffset(),
                JobId = owners.TryGetValue(Text(item, "id"), out var owner) ? owner.Job : null,
            })],
        };
    }

    /// <summary>What the intent allows to be published; null for a comment.</summary>
    public static string? ContainerOf(Intent intent)
    {
        if (TikTokCheckpoint.Read(intent.Checkpoint)?.PublishId is { } begun) return begun;
        if (BlueskyCheckpoint.Read(intent.Checkpoint)?.Rkey is { } name) return name;
        if (MastodonCheckpoint.Read(intent.Checkpoint)?.IdempotencyKey is { } key) return key;
        if (FacebookCheckpoint.Read(intent.Checkpoint) is { } facebook && (facebook.VideoId ?? (facebook.Photos is [var first, ..] ? first.Id : null)) is { } file) return file;
        var checkpoint = ContainerCheckpoint.Read(intent.Checkpoint);
        return ContainerCheckpoint.StoryIndex(intent.Part) is { } index ? checkpoint?.Items?[index].ContainerId : checkpoint?.ContainerId;
    }

    /// <summary>A text for a Facebook Page has no name before it is live: such a call names the Page alone, and here each Page has one text.</summary>
    private static Dictionary<string, (Guid Job, string? Part)> Owners(StoreRecords store, IReadOnlyDictionary<string, Guid> channels)
    {
        var owners = new Dictionary<string, (Guid Job, string? Part)>();
        var pages = channels.ToLookup(channel => channel.Value, channel => channel.Key);
        foreach (var row in store.Intents.Where(row => row.Intent.Part != PublishStep.Comment))
        {
            if (ContainerOf(row.Intent) is { } container) owners[container] = (row.Intent.JobId, row.Intent.Part);
            else if (FacebookCheckpoint.Read(row.Intent.Checkpoint) is { NotedAt: not null } && pages[row.ChannelId].FirstOrDefault() is { } page) owners[page] = (row.Intent.JobId, row.Intent.Part);
        }
        return owners;
    }

    private static IEnumerable<JsonElement> Calls(JsonElement ledger, string list, IReadOnlyDictionary<string, Guid> channels) =>
        ledger.GetProperty(list).EnumerateArray().Where(item => channels.ContainsKey(Text(item, "accountId")));

    /// <summary>Where an answer was given, or a fault broke the connection, it was at once; where none was, the caller waited for as long as
    /// it does, or died.</summary>
    private static DateTimeOffset? EndOf(JsonElement call, IReadOnlyList<DateTimeOffset>? deaths)
    {
        var arrived = call.GetProperty("arrivedAt").GetDateTimeOffset();
        if (call.GetProperty("answer").GetString() is "given" or "replaced" || call.GetProperty("faultId").ValueKind == JsonValueKind.Number) return arrived;
        return deaths?.Where(death => death >= arrived).Select(death => (DateTimeOffset?)death).FirstOrDefault();
    }

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;
}
