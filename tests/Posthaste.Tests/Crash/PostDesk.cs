using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Posthaste.Tests.Invariants;

namespace Posthaste.Tests.Crash;

/// <summary>A person who connects accounts of the sandbox and schedules posts over the API, and looks at what became of them.</summary>
/// <param name="api">Of the server; it may die at any time.</param>
/// <param name="sandbox">Holds the truth.</param>
internal sealed class PostDesk(HttpClient api, HttpClient sandbox)
{
    private readonly ConcurrentDictionary<Lazy<byte[]>, Guid> _uploaded = [];
    private readonly ConcurrentDictionary<string, Guid> _channels = [];
    private int _accounts;

    /// <summary>The channel of each account of the sandbox.</summary>
    public IReadOnlyDictionary<string, Guid> Channels => _channels;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Makes an account at the sandbox and connects it.</summary>
    /// <param name="platform">Of which network.</param>
    /// <returns>The channel, and the account's id at the sandbox.</returns>
    public async Task<(Guid Channel, string Account)> ConnectAsync(string platform = "instagram")
    {
        var name = $"account.{Interlocked.Increment(ref _accounts)}";
        if (platform == "tiktok") return await ConnectTikTokAsync(name);
        if (platform == "bluesky") return await ConnectBlueskyAsync(name);
        if (platform == "mastodon") return await ConnectMastodonAsync(name);
        if (platform == "facebook") return await ConnectFacebookAsync(name);
        var account = await Ok(sandbox.PostAsJsonAsync("/sandbox/accounts", new { username = name, token = $"token-of-{name}" }, Ct));
        var channel = await Ok(api.PostAsJsonAsync("/api/v1/channels", new { platform = "instagram", accessToken = $"token-of-{name}" }, Ct));
        _channels[account.GetProperty("id").GetString()!] = channel.GetProperty("id").GetGuid();
        return (channel.GetProperty("id").GetGuid(), account.GetProperty("id").GetString()!);
    }

    private async Task<(Guid Channel, string Account)> ConnectTikTokAsync(string name)
    {
        await Ok(sandbox.PatchAsJsonAsync("/sandbox/tiktok/settings", new { processingSeconds = 0, initsPerMinute = 1_000, statusPerMinute = 1_000, creatorPerMinute = 1_000 }, Ct));
        var person = (await Ok(sandbox.PostAsJsonAsync("/sandbox/tiktok/users", new { username = name }, Ct))).GetProperty("openId").GetString()!;
        await Ok(sandbox.PostAsJsonAsync($"/sandbox/tiktok/users/{person}/tokens", new { token = $"token-of-{name}" }, Ct));
        var channel = (await Ok(api.PostAsJsonAsync("/api/v1/channels", new { platform = "tiktok", accessToken = $"token-of-{name}" }, Ct))).GetProperty("id").GetGuid();
        _channels[person] = channel;
        return (channel, person);
    }

    private async Task<(Guid Channel, string Account)> ConnectBlueskyAsync(string name)
    {
        var handle = $"{name}.test";
        var account = (await Ok(sandbox.PostAsJsonAsync("/sandbox/bluesky/accounts", new { handle, password = $"token-of-{name}" }, Ct))).GetProperty("did").GetString()!;
        var channel = (await Ok(api.PostAsJsonAsync("/api/v1/channels", new { platform = "bluesky", remoteId = handle, accessToken = $"token-of-{name}" }, Ct))).GetProperty("id").GetGuid();
        _channels[account] = channel;
        return (channel, account);
    }

    private async Task<(Guid Channel, string Account)> ConnectMastodonAsync(string name)
    {
        var person = (await Ok(sandbox.PostAsJsonAsync("/sandbox/mastodon/users", new { username = name }, Ct))).GetProperty("id").GetString()!;
        await Ok(sandbox.PostAsJsonAsync($"/sandbox/mastodon/users/{person}/tokens", new { token = $"token-of-{name}" }, Ct));
        var order = new { platform = "mastodon", accessToken = $"token-of-{name}", server = sandbox.BaseAddress!.AbsoluteUri };
        var channel = (await Ok(api.PostAsJsonAsync("/api/v1/channels", order, Ct))).GetProperty("id").GetGuid();
        _channels[person] = channel;
        return (channel, person);
    }

    private async Task<(Guid Channel, string Account)> ConnectFacebookAsync(string name)
    {
        var page = (await Ok(sandbox.PostAsJsonAsync("/sandbox/facebook/pages", new { name, username = name }, Ct))).GetProperty("id").GetString()!;
        var token = $"sandbox-facebook-token-of-{name}";
        await Ok(sandbox.PostAsJsonAsync($"/sandbox/facebook/pages/{page}/tokens", new { token }, Ct));
        var channel = (await Ok(api.PostAsJsonAsync("/api/v1/channels", new { platform = "facebook", accessToken = token }, Ct))).GetProperty("id").GetGuid();
        _channels[page] = channel;
        return (channel, page);
    }

    /// <summary>Makes a post and schedules it. A server that dies while it answers has written what it had to write.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="channel">Where it goes.</param>
    /// <param name="ahead">Until it is due, once everything is uploaded.</param>
    /// <param name="caption">Null for one like no other.</param>
    /// <returns>The post's id.</returns>
    public async Task<Guid> ScheduleAsync(PostKind kind, Guid channel, TimeSpan ahead, string? caption = null)
    {
        var media = new List<Guid>();
        foreach (var file in kind.Files) media.Add(await UploadAsync(file, kind.IsFilm ? "film.mp4" : "picture.jpg"));
        var post = (await Ok(api.PostAsJsonAsync("/api/v1/posts", new
        {
            type = kind.Type,
            channelIds = new[] { channel },
            mediaIds = media,
            caption = kind.Type == "story" ? "" : caption ?? $"On the way {Guid.NewGuid():N}",
            options = new { firstComment = kind.Comment, privacy = kind.Platform == "tiktok" ? "public" : null },
        }, Ct))).GetProperty("id").GetGuid();
        try
        {
            while (!await TryScheduleAsync(post, TimeProvider.System.GetUtcNow() + ahead))
            {
                // The first request waited until the media was made fit; the next one does not.
            }
        }
        catch (HttpRequestException)
        {
            // Killed before its answer was through.
        }
        return post;
    }

    public async Task<IReadOnlyList<JsonElement>> JobsAsync()
    {
        var jobs = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await Ok(ReadAsync($"/api/v1/jobs?limit=100{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}"));
            jobs.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);
        return jobs;
    }

    public async Task<IReadOnlyList<string>> HistoryAsync(Guid post) =>
        [.. (await Ok(api.GetAsync($"/api/v1/posts/{post}/history", Ct))).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("kind").GetString()!)];

    public Task<JsonElement> LedgerAsync() => Ok(sandbox.GetAsync("/sandbox/ledger", Ct));

    /// <summary>Everything the sandbox knows, as the checker reads it.</summary>
    public async Task<WorldLedger> WorldAsync(StoreRecords store, IReadOnlyList<DateTimeOffset>? deaths = null) =>
        SandboxBooks.Read(
            await LedgerAsync(), await Ok(sandbox.GetAsync("/sandbox/containers", Ct)), store, Channels, deaths: deaths, begun: await Ok(sandbox.GetAsync("/sandbox/tiktok/posts", Ct)));

    /// <summary>Orders a fault of the sandbox.</summary>
    public Task OrderAsync(object fault) => Ok(sandbox.PostAsJsonAsync("/sandbox/faults", fault, Ct));

    /// <summary>Nothing is left to do for this job but to read its figures, which begins five minutes after it went live.</summary>
    public static bool IsAtRest(JsonElement job)
    {
        if (job.GetProperty("state").GetString() is not ("published" or "needs_attention" or "failed" or "cancelled")) return false;
        return job.GetProperty("wakeAt").ValueKind == JsonValueKind.Null
            || (job.GetProperty("publishedAt").ValueKind == JsonValueKind.String
                && job.GetProperty("wakeAt").GetDateTimeOffset() - job.GetProperty("publishedAt").GetDateTimeOffset() > TimeSpan.FromMinutes(4));
    }

    /// <summary>The answer's JSON; it must be a success.</summary>
    public static async Task<JsonElement> Ok(Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        var text = await response.Content.ReadAsStringAsync(Ct);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {text}");
        return JsonElement.Parse(text);
    }

    /// <summary>Asks again while the server says that it cannot reach its database just now, as its clients are told to.</summary>
    private async Task<HttpResponseMessage> ReadAsync(string address)
    {
        var answer = await api.GetAsync(address, Ct);
        for (var tries = 0; answer.StatusCode == HttpStatusCode.ServiceUnavailable && tries < 20; tries++)
        {
            answer.Dispose();
            answer = await api.GetAsync(address, Ct);
        }
        return answer;
    }

    /// <returns>False where the time had passed before it was looked at.</returns>
    private async Task<bool> TryScheduleAsync(Guid post, DateTimeOffset at)
    {
        using var answer = await api.PostAsJsonAsync($"/api/v1/posts/{post}/schedule", new { at, force = true }, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.IsSuccessStatusCode || text.Contains("time_in_past", StringComparison.Ordinal), text);
        return answer.IsSuccessStatusCode;
    }

    private async Task<Guid> UploadAsync(Lazy<byte[]> file, string name)
    {
        if (_uploaded.TryGetValue(file, out var known)) return known;
        var media = await Ok(api.PostAsync($"/api/v1/media?fileName={name}", new ByteArrayContent(file.Value), Ct));
        return _uploaded[file] = media.GetProperty("id").GetGuid();
    }
}
