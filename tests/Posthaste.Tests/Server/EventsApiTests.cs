using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Posthaste.Tests.Server.Members;

namespace Posthaste.Tests.Server;

public sealed class EventsApiTests(TeamServer team) : IClassFixture<TeamServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_happened_to_a_post_is_in_the_activity_with_its_title()
    {
        var post = await DraftAsync("Fresh bread");
        await ServerUnderTest.ReadAsync(team.Server.Http.PatchAsJsonAsync($"/api/v1/posts/{post}", new { title = "Fresher bread" }, Ct));

        var items = (await team.Server.GetAsync($"/api/v1/events?subjectId={post}")).GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(["post.revised", "post.created"], items.Select(Kind));
        Assert.All(items, item => Assert.Equal((post, "Fresher bread"), (item.GetProperty("postId").GetGuid(), item.GetProperty("title").GetString())));
        Assert.All(items, item => Assert.Equal(JsonValueKind.Null, item.GetProperty("channelId").ValueKind));
    }

    [Fact]
    public async Task A_list_is_read_page_by_page()
    {
        foreach (var n in Enumerable.Range(0, 5)) await DraftAsync($"Number {n}");

        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = await team.Server.GetAsync($"/api/v1/events?kind=post.created&limit=2{cursor}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString() is { } next ? $"&cursor={next}" : "";
        }
        while (cursor != "");

        Assert.True(seen.Count >= 5);
        Assert.Equal(seen.Distinct().OrderDescending(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task Several_kinds_may_be_asked_for_in_either_way()
    {
        await DraftAsync("One");

        var repeated = await KindsAsync(team.Server.Http, "?kind=post&kind=member.joined");
        var listed = await KindsAsync(team.Server.Http, "?kind=post,member.joined");

        Assert.Equal(repeated, listed);
        Assert.Contains("post.created", listed);
        Assert.Contains("member.joined", listed);
        Assert.All(listed, kind => Assert.True(kind.StartsWith("post.", StringComparison.Ordinal) || kind == "member.joined", kind));
    }

    [Fact]
    public async Task Sign_ins_are_for_those_who_manage_members_and_keys_for_those_who_manage_keys()
    {
        await ServerUnderTest.ReadAsync(team.Owner.Http.PostAsJsonAsync("/api/v1/api-keys", new { name = $"key {Guid.NewGuid():N}" }, Ct));
        using var again = new Browser(team.Server);
        await again.SignInAsync("viewer@example.com");

        var ofOwner = await KindsAsync(team.Owner.Http, "?kind=member,session,api_key&limit=200");
        var ofViewer = await KindsAsync(team["viewer"].Http, "?kind=member,session,api_key&limit=200");

        Assert.Superset(new HashSet<string> { "member.signed_in", "api_key.created", "member.joined", "member.invited" }, ofOwner.ToHashSet());
        Assert.Equal(["member.joined"], ofViewer.Distinct());
    }

    [Theory]
    [InlineData("kind=Job", "kind")]
    [InlineData("kind=job.", "kind")]
    [InlineData("kind=job.a.b", "kind")]
    [InlineData("actor=", "actor")]
    [InlineData("limit=0", "limit")]
    [InlineData("from=yesterday", "from")]
    [InlineData("subjectId=1", "subjectId")]
    public async Task What_cannot_be_asked_is_refused_by_name(string query, string field) =>
        await Problems.AssertAsync(team.Server.Http.GetAsync($"/api/v1/events?{query}", Ct), HttpStatusCode.BadRequest, "invalid_request", field);

    [Fact]
    public async Task A_cursor_of_another_list_is_refused() =>
        await Problems.AssertAsync(team.Server.Http.GetAsync("/api/v1/events?cursor=abc", Ct), HttpStatusCode.BadRequest, "invalid_cursor", "cursor");

    private async Task<Guid> DraftAsync(string title) =>
        (await ServerUnderTest.ReadAsync(team.Server.Http.PostAsJsonAsync("/api/v1/posts", new { type = "image", title }, Ct))).GetProperty("id").GetGuid();

    private static async Task<List<string>> KindsAsync(HttpClient http, string query) =>
        [.. (await ServerUnderTest.ReadAsync(http.GetAsync($"/api/v1/events{query}", Ct))).GetProperty("items").EnumerateArray().Select(Kind)];

    private static string Kind(JsonElement item) => item.GetProperty("kind").GetString()!;
}
