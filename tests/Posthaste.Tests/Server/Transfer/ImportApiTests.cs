using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Posthaste.Tests.Server.Transfer;

/// <summary>Files of posts through the API. Rows have texts of their own, since all of them end up in one workspace.</summary>
public sealed class ImportApiTests(IdleServer idle) : IClassFixture<IdleServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private HttpClient Http => idle.Server.Http;

    [Fact]
    public async Task A_dry_run_previews_each_row_and_the_real_one_makes_the_same_posts()
    {
        var (channel, picture) = (await idle.ChannelAsync(), await idle.PictureAsync());
        var file = $"type;channels;media;caption;at;time_zone;mood\nimage;{channel};{picture};Brot für alle;2029-06-01 18:00;Europe/Berlin;good\nreel;{channel};{picture};No video;2029-06-02 18:00;;\n";

        var dry = await SendAsync("?dryRun=true&as=schedule", file);
        var real = await SendAsync("?as=schedule", file);

        Assert.Equal((2, 1, 1, 0), Totals(dry));
        Assert.Equal((2, 1, 1, 1), Totals(real));
        var row = dry.GetProperty("rows")[0];
        Assert.Equal((2, true, JsonValueKind.Null), (row.GetProperty("row").GetInt32(), row.GetProperty("ok").GetBoolean(), row.GetProperty("postId").ValueKind));
        var post = row.GetProperty("post");
        Assert.Equal(("image", "Brot für alle", "2029-06-01T16:00:00.000Z"), (post.GetProperty("type").GetString(), post.GetProperty("title").GetString(), post.GetProperty("at").GetString()));
        Assert.Equal(channel, post.GetProperty("channelIds")[0].GetGuid());
        Assert.Equal("unknown_column", dry.GetProperty("columns")[6].GetProperty("finding").GetProperty("code").GetString());
        Assert.Contains(dry.GetProperty("rows")[1].GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("blocks").GetBoolean());
        var made = await idle.Server.GetAsync($"/api/v1/posts/{real.GetProperty("rows")[0].GetProperty("postId").GetString()}");
        Assert.Equal(("Brot für alle", "2029-06-01T16:00:00.000Z", 1), (made.GetProperty("caption").GetString(), made.GetProperty("at").GetString(), made.GetProperty("jobs").GetArrayLength()));
    }

    [Fact]
    public async Task The_same_file_is_imported_once_and_the_same_request_answered_twice()
    {
        var file = $"type,media,caption\nimage,{await idle.PictureAsync()},Imported once\n";
        HttpRequestMessage Request() => new(HttpMethod.Post, "/api/v1/imports") { Content = Csv(file), Headers = { { "Idempotency-Key", "import-once" } } };

        var first = await ServerUnderTest.ReadAsync(Http.SendAsync(Request(), Ct));
        var replayed = await Http.SendAsync(Request(), Ct);
        var again = await SendAsync("", file);

        Assert.Equal("true", replayed.Headers.GetValues("Idempotent-Replayed").Single());
        Assert.Equal(first.ToString(), (await ServerUnderTest.ReadAsync(replayed)).ToString());
        Assert.True(again.GetProperty("rows")[0].GetProperty("alreadyImported").GetBoolean());
        Assert.Equal(first.GetProperty("rows")[0].GetProperty("postId").GetString(), again.GetProperty("rows")[0].GetProperty("postId").GetString());
        await Problems.AssertAsync(Http.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/v1/imports") { Content = Csv(file + "\nimage\n"), Headers = { { "Idempotency-Key", "import-once" } } }, Ct),
            HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
    }

    [Fact]
    public async Task The_template_passes_with_names_of_the_workspace()
    {
        var template = await Http.GetAsync("/api/v1/imports/template", Ct);

        var text = await template.Content.ReadAsStringAsync(Ct);
        Assert.Equal("text/csv", template.Content.Headers.ContentType!.MediaType);
        var row = Assert.Single((await SendAsync("?dryRun=true", text)).GetProperty("rows").EnumerateArray());
        Assert.Equal(["unknown_channel", "unknown_media"], row.GetProperty("findings").EnumerateArray().Where(finding => finding.GetProperty("blocks").GetBoolean()).Select(finding => finding.GetProperty("code").GetString()!));
    }

    [Fact]
    public async Task What_is_exported_can_be_imported_again()
    {
        var (channel, picture) = (await idle.ChannelAsync(), await idle.PictureAsync());
        var caption = "=HYPERLINK(\"https://evil.example\") round trip\nwith; \"everything\", and 👍🏽";
        await ServerUnderTest.ReadAsync(Http.PostAsJsonAsync("/api/v1/posts", new
        {
            type = "image",
            channelIds = new[] { channel },
            mediaIds = new[] { picture },
            caption,
            hashtags = new[] { "one", "two" },
            altTexts = new[] { "-a | b" },
            at = "2029-08-08T10:00:00Z",
            options = new { firstComment = "@all" },
        }, Ct));

        var csv = await Http.GetStringAsync("/api/v1/exports/posts?format=csv&from=2029-08-08T00:00:00Z&to=2029-08-09T00:00:00Z", Ct);
        var raw = await Http.GetStringAsync("/api/v1/exports/posts?format=csv&from=2029-08-08T00:00:00Z&to=2029-08-09T00:00:00Z&prefixFormulas=false", Ct);
        var imported = await SendAsync("", csv);

        Assert.Contains("\"'=HYPERLINK(", csv, StringComparison.Ordinal);
        Assert.Contains("\"=HYPERLINK(", raw, StringComparison.Ordinal);
        var row = Assert.Single(imported.GetProperty("rows").EnumerateArray());
        var post = await idle.Server.GetAsync($"/api/v1/posts/{row.GetProperty("postId").GetString()}");
        Assert.Equal((caption, "@all", "-a | b"), (post.GetProperty("caption").GetString(), post.GetProperty("options").GetProperty("firstComment").GetString(), post.GetProperty("altTexts")[0].GetString()));
        Assert.Equal(channel, post.GetProperty("channelIds")[0].GetGuid());
        Assert.DoesNotContain(imported.GetProperty("columns").EnumerateArray(), column => column.TryGetProperty("finding", out _));
    }

    [Fact]
    public async Task An_export_as_JSON_has_each_post_with_its_jobs()
    {
        var (channel, picture) = (await idle.ChannelAsync(), await idle.PictureAsync());
        await ServerUnderTest.ReadAsync(Http.PostAsJsonAsync("/api/v1/posts", new { type = "image", channelIds = new[] { channel }, mediaIds = new[] { picture }, at = "2029-05-05T10:00:00Z" }, Ct));

        var export = await idle.Server.GetAsync("/api/v1/exports/posts?from=2029-05-05T00:00:00Z&to=2029-05-06T00:00:00Z&state=scheduled,ready");

        var post = Assert.Single(export.GetProperty("items").EnumerateArray());
        Assert.Equal("scheduled", post.GetProperty("jobs")[0].GetProperty("state").GetString());
        Assert.Empty((await idle.Server.GetAsync("/api/v1/exports/posts?from=2029-05-05T00:00:00Z&to=2029-05-06T00:00:00Z&state=published")).GetProperty("items").EnumerateArray());
        await Problems.AssertAsync(Http.GetAsync("/api/v1/exports/posts?format=pdf", Ct), HttpStatusCode.BadRequest, "invalid_request", "format");
        await Problems.AssertAsync(Http.GetAsync("/api/v1/exports/posts?state=lost", Ct), HttpStatusCode.BadRequest, "invalid_request", "state");
        await Problems.AssertAsync(Http.GetAsync("/api/v1/exports/posts?from=2029-05-05T00:00:00Z&to=2028-05-06T00:00:00Z", Ct), HttpStatusCode.BadRequest, "invalid_request", "to");
    }

    [Fact]
    public async Task What_is_no_CSV_is_refused_in_words()
    {
        await Problems.AssertAsync(Http.PostAsync("/api/v1/imports", new StringContent("{}", Encoding.UTF8, "application/json"), Ct), HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
        await Problems.AssertAsync(Http.PostAsync("/api/v1/imports", Csv(""), Ct), HttpStatusCode.UnprocessableEntity, "csv_empty", "file");
        await Problems.AssertAsync(Http.PostAsync("/api/v1/imports", Csv("budget\n7\n"), Ct), HttpStatusCode.UnprocessableEntity, "csv_columns_unknown", "file");
        // The server answers before it has read what is too large: whoever sends on regardless may find the connection closed.
        using var large = new HttpRequestMessage(HttpMethod.Post, "/api/v1/imports") { Content = Csv(new string('a', (5 << 20) + 1)), Headers = { ExpectContinue = true } };
        await Problems.AssertAsync(Http.SendAsync(large, Ct), HttpStatusCode.RequestEntityTooLarge, "body_too_large");
        await Problems.AssertAsync(Http.PostAsync("/api/v1/imports?as=story", Csv("type\nimage\n"), Ct), HttpStatusCode.BadRequest, "invalid_request", "as");
    }

    [Fact]
    public async Task Scheduling_by_file_needs_the_right_to_schedule()
    {
        var made = await ServerUnderTest.ReadAsync(Http.PostAsJsonAsync("/api/v1/api-keys", new { name = "writes only", rights = new[] { "read", "edit_posts" } }, Ct));
        using var writer = idle.Server.Client(made.GetProperty("key").GetString());

        await Problems.AssertAsync(writer.PostAsync("/api/v1/imports?as=schedule&dryRun=true", Csv("type\nimage\n"), Ct), HttpStatusCode.Forbidden, "right_missing");
        Assert.Equal(HttpStatusCode.OK, (await writer.PostAsync("/api/v1/imports?dryRun=true", Csv("type\nimage\n"), Ct)).StatusCode);
    }

    private Task<JsonElement> SendAsync(string query, string file) => ServerUnderTest.ReadAsync(Http.PostAsync($"/api/v1/imports{query}", Csv(file), Ct));

    private static StringContent Csv(string file) => new(file, Encoding.UTF8, new MediaTypeHeaderValue("text/csv"));

    private static (int Rows, int Ok, int Refused, int Created) Totals(JsonElement answer)
    {
        var totals = answer.GetProperty("totals");
        return (totals.GetProperty("rows").GetInt32(), totals.GetProperty("ok").GetInt32(), totals.GetProperty("refused").GetInt32(), totals.GetProperty("created").GetInt32());
    }
}
