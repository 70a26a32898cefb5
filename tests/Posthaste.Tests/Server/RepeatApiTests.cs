using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Posthaste.Tests.Server;

/// <summary>Repeats as the API tells of them, on a server with its own setting.</summary>
public sealed class RepeatApiTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_picture_within_thirty_days_is_a_repeat_that_names_the_other_post_unless_forced()
    {
        await using var server = await StartAsync();
        var body = await BodyAsync(server);
        var first = await CreateAsync(server, body("2030-01-01T10:00:00Z", false));
        var draft = await CreateAsync(server, body(null, false));
        var address = $"/api/v1/posts/{Id(draft)}";

        var created = await Problems.AssertAsync(server.Http.PostAsJsonAsync("/api/v1/posts", body("2030-01-20T10:00:00Z", false), Ct), HttpStatusCode.Conflict, "repeat");
        await Problems.AssertAsync(server.Http.PostAsJsonAsync($"{address}/schedule", new { at = "2030-01-20T10:00:00Z" }, Ct), HttpStatusCode.Conflict, "repeat");
        await ServerUnderTest.ReadAsync(server.Http.PostAsJsonAsync($"{address}/schedule", new { at = "2030-01-31T10:00:00Z" }, Ct));
        var forced = await ServerUnderTest.ReadAsync(server.Http.PostAsJsonAsync($"{address}/schedule", new { at = "2030-01-20T10:00:00Z", force = true }, Ct));
        await ServerUnderTest.ReadAsync(server.Http.GetAsync($"{address}/readiness", Ct));

        Assert.Equal(Id(first), created.GetProperty("conflictingPostId").GetString());
        Assert.Contains(forced.GetProperty("warnings").EnumerateArray(), warning => warning.GetProperty("code").GetString() == "repeat");
    }

    [Fact]
    public async Task Publishing_at_once_takes_no_body_and_one_with_force()
    {
        await using var server = await StartAsync();
        var body = await BodyAsync(server);
        var (first, second) = (await CreateAsync(server, body(null, false)), await CreateAsync(server, body(null, false)));

        await ServerUnderTest.ReadAsync(server.Http.PostAsync($"/api/v1/posts/{Id(first)}/publish-now", null, Ct));
        await Problems.AssertAsync(server.Http.PostAsync($"/api/v1/posts/{Id(second)}/publish-now", null, Ct), HttpStatusCode.Conflict, "repeat");
        await Problems.AssertAsync(server.Http.PostAsJsonAsync($"/api/v1/posts/{Id(second)}/publish-now", new { }, Ct), HttpStatusCode.Conflict, "repeat");
        await ServerUnderTest.ReadAsync(server.Http.PostAsJsonAsync($"/api/v1/posts/{Id(second)}/publish-now", new { force = true }, Ct));
    }

    [Fact]
    public async Task A_workspace_sets_its_own_days_and_gives_them_back_with_null()
    {
        await using var server = await StartAsync();
        var body = await BodyAsync(server);
        await CreateAsync(server, body("2030-01-01T10:00:00Z", false));

        Assert.Equal(JsonValueKind.Null, (await server.GetAsync("/api/v1/workspace")).GetProperty("repeatDays").ValueKind);
        await Problems.AssertAsync(PatchAsync(server, 366), HttpStatusCode.UnprocessableEntity, "out_of_range", "repeatDays");
        Assert.Equal(0, (await ServerUnderTest.ReadAsync(PatchAsync(server, 0))).GetProperty("repeatDays").GetInt32());
        await CreateAsync(server, body("2030-01-02T10:00:00Z", false));
        Assert.Equal(JsonValueKind.Null, (await ServerUnderTest.ReadAsync(PatchAsync(server, null))).GetProperty("repeatDays").ValueKind);
        await Problems.AssertAsync(server.Http.PostAsJsonAsync("/api/v1/posts", body("2030-01-03T10:00:00Z", false), Ct), HttpStatusCode.Conflict, "repeat");
    }

    private static Task<ServerUnderTest> StartAsync() => ServerUnderTest.StartAsync(new Dictionary<string, string>
    {
        ["Jobs:Enabled"] = "false",
        ["Publishing:RepeatWindow"] = "30.00:00:00",
        ["Publishing:ConflictDistance"] = "00:00:00",
    });

    private static async Task<Func<string?, bool, object>> BodyAsync(ServerUnderTest server)
    {
        var (channel, picture) = (await server.ConnectAsync(), await server.UploadAsync(Media.Samples.Jpeg(1080, 1080)));
        return (at, force) => new { type = "image", channelIds = new[] { channel }, mediaIds = new[] { picture }, caption = "Bread", at, force };
    }

    private static Task<JsonElement> CreateAsync(ServerUnderTest server, object body) => ServerUnderTest.ReadAsync(server.Http.PostAsJsonAsync("/api/v1/posts", body, Ct));

    private static Task<HttpResponseMessage> PatchAsync(ServerUnderTest server, int? days) => server.Http.PatchAsJsonAsync("/api/v1/workspace", new { repeatDays = days }, Ct);

    private static string Id(JsonElement post) => post.GetProperty("id").GetString()!;
}
