using Posthaste.Storage.Copies;

namespace Posthaste.Storage.Rehearsals;

/// <summary>A copy of the database for a rehearsal: all that decides whether and when posts go out, and nothing that opens anything. What is secret is
/// replaced on its way, so that it is in no file of the copy.</summary>
internal static class RehearsalCopy
{
    /// <summary>In place of a token.</summary>
    public const string NoToken = "rehearsal";

    /// <summary>What is not named here is left out: people, keys, sessions, webhooks, apps, events.</summary>
    public static readonly IReadOnlyList<string> Tables =
    [
        "workspaces", "categories", "channels", "channel_usage", "channel_quotas", "media", "media_renditions", "media_bands", "posts", "post_media", "post_channels", "post_files", "post_versions",
        "slots", "series", "lanes", "nodes", "publish_jobs", "publish_intents", "handovers", "handover_settings",
    ];

    /// <summary>What stands in a column instead; null for nothing. A network's checkpoint may name an address that is good for an upload.</summary>
    private static readonly Dictionary<(string Table, string Column), string?> s_replaced = new()
    {
        [("channels", "token")] = NoToken,
        [("channels", "grant_token")] = null,
        [("channels", "picture_url")] = null,
        [("publish_jobs", "checkpoint")] = NoToken,
        [("publish_intents", "checkpoint")] = NoToken,
        [("handovers", "message_ids")] = null,
        [("handovers", "chat_id")] = null,
        [("handover_settings", "chat_id")] = NoToken,
        [("handover_settings", "link_hash")] = null,
    };

    /// <param name="source">One moment of the real database, which is only read.</param>
    /// <param name="path">Where the copy is to be: a SQLite file, whatever the source is.</param>
    /// <param name="ct">Ends it; there is no copy then.</param>
    public static async Task RunAsync(ITableSource source, string path, CancellationToken ct)
    {
        await using var target = new SqliteTarget(path);
        await target.BeginAsync(source.Version, ct);
        foreach (var table in source.Tables.Where(table => Tables.Contains(table.Name)))
            await target.FillAsync(CopyChecks.Like(table, target.Tables), Replacing(table, source.ReadAsync(table, ct)), ct);
        // The servers that are alive are none of the copy's: what they hold is taken over.
        await target.RunAsync("UPDATE nodes SET lease_until = 0", new { });
        await target.FinishAsync(CopyChecks.Known, ct);
    }

    private static async IAsyncEnumerable<object?[]> Replacing(TableShape table, IAsyncEnumerable<object?[]> rows)
    {
        var names = table.Columns.Select(column => column.Name).ToList();
        var replaced = names.Select((name, i) => (Index: i, Is: s_replaced.TryGetValue((table.Name, name), out var value), Value: value)).Where(column => column.Is).ToArray();
        // It names a card in a button, and nobody else may guess it.
        var code = table.Name == "handovers" ? names.IndexOf("code") : -1;
        await foreach (var row in rows)
        {
            foreach (var (index, _, value) in replaced) row[index] = row[index] is null ? null : value;
            if (code >= 0) row[code] = row[names.IndexOf("id")]!.ToString();
            yield return row;
        }
    }
}
