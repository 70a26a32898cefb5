using System.Text.Json;
using Posthaste.Server.Http;

namespace Posthaste.Server.Verbs;

/// <summary>Fills a new server as any client would, through its API over HTTP: an account, pictures, posts in every state.</summary>
internal sealed class DemoWorkspace(HttpClient http, string ffmpeg, TimeProvider time)
{
    /// <summary>The sandbox refuses this place: it has no coordinates.</summary>
    private const string BadPlace = "100000000000404";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task<bool> IsEmptyAsync(CancellationToken ct) => (await GetAsync("posts?limit=1", ct)).GetProperty("items").GetArrayLength() == 0;

    public async Task FillAsync(string accessToken, CancellationToken ct)
    {
        await SendAsync(HttpMethod.Patch, "workspace", new { name = "Harbour Bakery", timeZone = "Europe/Berlin" }, ct);
        var channel = (await SendAsync(HttpMethod.Post, "channels", new { platform = "instagram", accessToken }, ct)).GetProperty("id").GetGuid();
        var pictures = new List<Guid>();
        foreach (var picture in DemoPicture.All) pictures.Add(await UploadAsync(picture, ct));

        Guid[] now =
        [
            await CreateAsync(channel, pictures[0], "Four in the morning. The first dough is in the oven.", ["bakery", "earlyshift"], at: null, ct),
            await CreateAsync(channel, pictures[1], "The harbour before anybody else is up.\n\nCoffee from seven.", ["harbour", "morning"], at: null, ct),
            await CreateAsync(channel, pictures[4], "The last loaf of the day goes to a place nobody can find.", ["lastloaf"], at: null, ct, place: BadPlace),
        ];
        foreach (var post in now) await SendAsync(HttpMethod.Post, $"posts/{post}/publish-now", null, ct);

        var today = time.GetUtcNow();
        await CreateAsync(channel, pictures[2], "Rye from the fields you see here, as bread by the evening.", ["rye", "local"], today.AddHours(2), ct);
        await CreateAsync(channel, pictures[3], "Market day tomorrow! We bring the cinnamon rolls.", ["marketday", "cinnamonrolls"], today.AddHours(5), ct);
        await CreateAsync(channel, pictures[0], "New week, new sourdough.", ["sourdough"], today.AddDays(1), ct);
        await CreateAsync(channel, pictures[1], "Baking course on Saturday: two places left.", ["bakingcourse"], today.AddDays(3), ct);
        await CreateAsync(channel, pictures[5], "An idea for the summer. Not ready yet.", [], at: null, ct);
        foreach (var post in now) await SettleAsync(post, ct);
    }

    /// <returns>A post that can be published now; null where there is none left.</returns>
    public async Task<Guid?> FindDraftAsync(CancellationToken ct) =>
        (await GetAsync("posts?approval=draft", ct)).GetProperty("items").EnumerateArray().Select(post => (Guid?)post.GetProperty("id").GetGuid()).FirstOrDefault();

    private async Task<Guid> UploadAsync(DemoPicture picture, CancellationToken ct)
    {
        using var body = new ByteArrayContent(await picture.DrawAsync(ffmpeg, ct));
        using var answer = await http.PostAsync($"/api/v1/media?fileName={picture.Name}", body, ct);
        return (await ReadAsync(answer, ct)).GetProperty("id").GetGuid();
    }

    private async Task<Guid> CreateAsync(
        Guid channel, Guid picture, string caption, string[] hashtags, DateTimeOffset? at, CancellationToken ct, string? place = null)
    {
        var body = new
        {
            type = "image",
            channelIds = new[] { channel },
            mediaIds = new[] { picture },
            caption,
            hashtags,
            altTexts = new[] { "Hills, one behind the other, below a low sun." },
            options = new { locationId = place },
            // There are few pictures to fill a calendar with.
            force = true,
            at = at is { } time ? UtcTime.Format(new DateTimeOffset(time.Year, time.Month, time.Day, time.Hour, 0, 0, TimeSpan.Zero)) : null,
        };
        return (await SendAsync(HttpMethod.Post, "posts", body, ct)).GetProperty("id").GetGuid();
    }

    /// <summary>Waits until the post has gone out, or has not.</summary>
    private async Task SettleAsync(Guid post, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        while (time.GetElapsedTime(started) < Patience)
        {
            var states = (await GetAsync($"posts/{post}", ct)).GetProperty("jobs").EnumerateArray().Select(job => job.GetProperty("state").GetString());
            if (states.All(state => state is "published" or "needs_attention" or "failed")) return;
            await Task.Delay(TimeSpan.FromMilliseconds(200), time, ct);
        }
    }

    private async Task<JsonElement> GetAsync(string path, CancellationToken ct)
    {
        using var answer = await http.GetAsync($"/api/v1/{path}", ct);
        return await ReadAsync(answer, ct);
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await http.SendAsync(request, ct);
        return await ReadAsync(answer, ct);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var text = await answer.Content.ReadAsStringAsync(ct);
        return answer.IsSuccessStatusCode
            ? JsonElement.Parse(text)
            : throw new InvalidOperationException($"The demo's {answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri?.AbsolutePath} was answered with {(int)answer.StatusCode}: {text}");
    }
}
