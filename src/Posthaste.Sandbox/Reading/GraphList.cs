using Microsoft.AspNetCore.Http.Extensions;
using System.Text;
using System.Text.Json.Nodes;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Reading;

/// <summary>A page of a list: <c>data</c> and <c>paging</c> with cursors; no <c>next</c> on the last page.</summary>
internal static class GraphList
{
    private const int DefaultLimit = 25;
    private const int MaxLimit = 100;

    /// <param name="items">Everything in the list, in its order.</param>
    /// <param name="idOf">What the cursors are made of.</param>
    /// <param name="pick">One item with the fields asked for.</param>
    /// <param name="call">Asks for fields, limit, after and before.</param>
    /// <param name="defaultFields">What an item shows when no fields are asked for.</param>
    /// <param name="maxLimit">Most items of a page, whatever was asked for.</param>
    public static GraphAnswer Page<T>(
        IEnumerable<T> items, Func<T, string> idOf, Func<T, FieldList, GraphAnswer> pick, GraphCall call,
        string defaultFields = "id", int maxLimit = MaxLimit)
    {
        if (FieldList.Parse(call.Params.Get("fields") ?? defaultFields) is not { } fields) return GraphErrors.Parameter("Syntax error in the fields parameter.");
        var limit = call.Params.Number("limit") ?? DefaultLimit;
        if (limit < 1) return GraphErrors.Parameter("Param limit must be a positive integer.");
        limit = Math.Min(limit, maxLimit);

        var all = items.ToList();
        var start = 0;
        var end = all.Count;
        if (call.Params.Get("after") is { } after)
        {
            if (Find(all, idOf, after) is not { } index) return GraphErrors.Parameter("Invalid cursors values");
            start = index + 1;
        }
        else if (call.Params.Get("before") is { } before)
        {
            if (Find(all, idOf, before) is not { } index) return GraphErrors.Parameter("Invalid cursors values");
            (start, end) = (Math.Max(0, index - limit), index);
        }
        var page = all[start..Math.Min(end, start + limit)];

        var data = new JsonArray();
        foreach (var item in page)
        {
            var picked = pick(item, fields);
            if (picked.Error is not null) return picked;
            data.Add(picked.Body);
        }
        var answer = new JsonObject { ["data"] = data };
        if (page.Count > 0) answer["paging"] = Paging(call, Cursor(idOf(page[0])), Cursor(idOf(page[^1])), start, start + page.Count < all.Count, limit);
        return answer;
    }

    private static JsonObject Paging(GraphCall call, string before, string after, int start, bool hasMore, int limit)
    {
        var paging = new JsonObject { ["cursors"] = new JsonObject { ["before"] = before, ["after"] = after } };
        if (hasMore) paging["next"] = Link(call, limit, "after", after);
        if (start > 0) paging["previous"] = Link(call, limit, "before", before);
        return paging;
    }

    private static string Link(GraphCall call, int limit, string direction, string cursor)
    {
        var query = new QueryBuilder();
        foreach (var name in (string[])["access_token", "fields", "since", "until"])
        {
            if ((name == "access_token" ? call.TokenValue : call.Params.Get(name)) is { } value) query.Add(name, value);
        }
        query.Add("limit", limit.ToString(System.Globalization.CultureInfo.InvariantCulture));
        query.Add(direction, cursor);
        return $"{call.BaseUrl}/{call.Version}{call.Path}{query.ToQueryString()}";
    }

    private static int? Find<T>(List<T> all, Func<T, string> idOf, string cursor)
    {
        var index = all.FindIndex(item => Cursor(idOf(item)) == cursor);
        return index < 0 ? null : index;
    }

    /// <summary>Opaque to the caller, as on the platform.</summary>
    private static string Cursor(string id) => Convert.ToBase64String(Encoding.ASCII.GetBytes("QVFI" + id)).TrimEnd('=');
}
