using System.Text.Json;

namespace Posthaste.Tests.Crash;

/// <summary>Holds what the API tells against the sandbox's ledger of what really went live.</summary>
internal static class Truth
{
    /// <summary>A call to a Page that was cut off before it came there leaves nothing that could be asked for, and no second one is made (decision 0029): a person is asked.</summary>
    public static bool IsLeftToAPerson(JsonElement job) => job.GetProperty("platform").GetString() == "facebook" && job.GetProperty("reason").GetString() == "undecidable";

    /// <summary>Every post is live exactly once, and told so, with the ids of what is live; nothing is live of what was left to a person.</summary>
    /// <param name="jobs">As the API tells them.</param>
    /// <param name="ledger">The sandbox's own.</param>
    /// <param name="context">Begins the message of a failure.</param>
    /// <param name="lookAlikes">Where an account has several stories whose answers were lost, which of them is whose may stay unknown.</param>
    public static void AssertAllLiveOnce(IReadOnlyList<JsonElement> jobs, JsonElement ledger, string context, bool lookAlikes = false)
    {
        jobs = [.. jobs.Where(job => !IsLeftToAPerson(job))];
        Assert.All(jobs, job => Assert.True(job.GetProperty("state").GetString() == "published", $"{context}\n{job}"));

        var told = Parts(jobs, part => part != "comment");
        var live = Ids(ledger, "posts", "mediaId");
        var known = lookAlikes ? told.Where(id => id is not null).ToList() : told;
        var right = lookAlikes ? told.Count == live.Count && known.Distinct().Count() == known.Count && known.All(live.Contains) : told.SequenceEqual(live);
        Assert.True(right, $"{context}\nTold: {string.Join(' ', told)}\nLive: {string.Join(' ', live)}\n{ledger}");

        // One that nobody could find out about was not made, or it would have been found.
        var toldComments = Parts(jobs, part => part == "comment").Where(id => id is not null).ToList();
        var comments = Ids(ledger, "comments", "commentId");
        Assert.True(toldComments.SequenceEqual(comments), $"{context}\nTold: {string.Join(' ', toldComments)}\nMade: {string.Join(' ', comments)}\n{ledger}");

        Assert.Equal(live.Count, ledger.GetProperty("calls").EnumerateArray().Count(call => call.GetProperty("accepted").GetBoolean()));
        Assert.All(jobs, job => Assert.True(
            job.GetProperty("permalink").ValueKind == JsonValueKind.String || (lookAlikes && job.GetProperty("remoteId").ValueKind == JsonValueKind.Null), $"{context}\n{job}"));
    }

    private static List<string?> Parts(IReadOnlyList<JsonElement> jobs, Func<string, bool> which) =>
        [.. jobs.SelectMany(job => job.GetProperty("parts").EnumerateArray()).Where(part => which(part.GetProperty("part").GetString()!))
            .Select(part => part.GetProperty("remoteId").GetString()).Order(StringComparer.Ordinal)];

    private static List<string?> Ids(JsonElement ledger, string list, string id) =>
        [.. ledger.GetProperty(list).EnumerateArray().Select(item => item.GetProperty(id).GetString()).Order(StringComparer.Ordinal)];
}
