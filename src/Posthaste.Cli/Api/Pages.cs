using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Posthaste.Cli.Api;

/// <summary>Lists come in pages; a command shows as much as was asked for.</summary>
internal static class Pages
{
    private const int LargestPage = 200;

    public static Option<int> Limit { get; } = MakeLimit();

    public static Option<string> Cursor { get; } = new("--cursor") { Description = "Goes on where an earlier list ended, with its nextCursor.", HelpName = "cursor" };

    /// <summary>Reads up to <c>--limit</c> items, over several pages where needed.</summary>
    /// <param name="path">With its own questions.</param>
    /// <returns><c>{items, nextCursor}</c>, as if it were one page.</returns>
    public static async Task<JsonElement> ReadAsync(Run run, string path)
    {
        var (wanted, cursor) = (run.Get(Limit), run.Get(Cursor));
        var items = new JsonArray();
        do
        {
            var page = await run.Api.GetAsync(Next(path, Math.Min(LargestPage, wanted - items.Count), cursor), run.Ct);
            foreach (var item in page.Items()) items.Add(JsonNode.Parse(item.GetRawText()));
            cursor = page.Text("nextCursor");
        }
        while (cursor is not null && items.Count < wanted);
        if (cursor is not null) run.Out.Note($"There are more: --limit {wanted * 2}, or --cursor {cursor}");
        return JsonElement.Parse(new JsonObject { ["items"] = items, ["nextCursor"] = cursor }.ToJsonString());
    }

    /// <summary>Every item, whatever <c>--limit</c> says.</summary>
    public static async Task<IReadOnlyList<JsonElement>> AllAsync(ApiClient api, string path, CancellationToken ct)
    {
        var items = new List<JsonElement>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await api.GetAsync(Next(path, LargestPage, cursor.Length == 0 ? null : cursor), ct);
            items.AddRange(page.Items());
            cursor = page.Text("nextCursor");
        }
        return items;
    }

    private static string Next(string path, int limit, string? cursor)
    {
        var more = Address.With("", ("limit", limit.ToString(CultureInfo.InvariantCulture)), ("cursor", cursor));
        return path.Contains('?', StringComparison.Ordinal) ? $"{path}&{more[1..]}" : path + more;
    }

    private static Option<int> MakeLimit()
    {
        var limit = new Option<int>("--limit") { Description = "How many at most.", HelpName = "n", DefaultValueFactory = _ => 50 };
        limit.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(int.TryParse(text, out var n) && n is >= 1 and <= 100_000)) result.AddError("--limit expects a number from 1 to 100000.");
        });
        return limit;
    }
}
