using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Posthaste.Tests.Media;
using Posthaste.Tests.Server.Members;

namespace Posthaste.Tests.Server;

/// <summary>The queue of approvals and what people do in it, over HTTP, each with their own role (R-MAN-1).</summary>
public sealed class ApprovalApiTests : IAsyncLifetime
{
    private readonly TeamServer _team = new();
    private Guid _channel;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _team.InitializeAsync();
        _channel = await _team.Server.ConnectAsync();
        await ServerUnderTest.ReadAsync(_team.Owner.Http.PatchAsJsonAsync("/api/v1/workspace", new { approvalPolicy = "not_the_author" }, Ct));
    }

    public ValueTask DisposeAsync() => _team.DisposeAsync();

    [Fact]
    public async Task The_queue_is_in_the_order_of_plans_and_says_who_may_approve()
    {
        var (none, late, early) = (await SubmittedAsync("editor", at: null), await SubmittedAsync("editor", "2031-03-02T10:00:00Z"), await SubmittedAsync("owner", "2031-03-01T10:00:00Z"));
        await CreateAsync("editor", "2031-02-01T10:00:00Z");

        var first = await GetAsync("owner", "/api/v1/posts?approval=pending&limit=2");
        var rest = await GetAsync("owner", $"/api/v1/posts?approval=pending&limit=2&cursor={first.GetProperty("nextCursor").GetString()}");

        Assert.Equal([early, late], Ids(first));
        Assert.Equal([none], Ids(rest));
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("nextCursor").ValueKind);
        Assert.Equal([(false, "not_the_author"), (true, null)], first.GetProperty("items").EnumerateArray().Select(Review));
        Assert.All((await GetAsync("editor", "/api/v1/posts?approval=pending")).GetProperty("items").EnumerateArray(), post => Assert.Equal((false, "right_missing"), Review(post)));
        var one = await GetAsync("approver", $"/api/v1/posts/{late}");
        Assert.Equal((true, null), Review(one));
        Assert.Equal("editor@example.com", one.GetProperty("submittedBy").GetString());
        Assert.NotEqual(JsonValueKind.Null, one.GetProperty("submittedAt").ValueKind);
    }

    [Fact]
    public async Task A_submission_and_an_approval_are_taken_back_by_who_may()
    {
        var post = $"/api/v1/posts/{await SubmittedAsync("editor", "2031-03-01T10:00:00Z")}";
        await Problems.AssertAsync(PostAsync("approver", $"{post}/withdraw"), HttpStatusCode.Forbidden, "right_missing");
        Assert.Equal("draft", Approval(await ServerUnderTest.ReadAsync(PostAsync("editor", $"{post}/withdraw"))));
        await Problems.AssertAsync(PostAsync("editor", $"{post}/withdraw"), HttpStatusCode.Conflict, "not_submitted");

        await ServerUnderTest.ReadAsync(PostAsync("editor", $"{post}/submit"));
        await ServerUnderTest.ReadAsync(PostAsync("approver", $"{post}/approve"));
        var scheduled = await ServerUnderTest.ReadAsync(_team["editor"].Http.PostAsJsonAsync($"{post}/schedule", new { at = "2031-03-01T10:00:00Z" }, Ct));
        await Problems.AssertAsync(PostAsync("editor", $"{post}/unapprove"), HttpStatusCode.Forbidden, "right_missing");
        await Problems.AssertAsync(PostAsync("approver", $"{post}/unapprove", version: "\"1\""), HttpStatusCode.PreconditionFailed, "version_conflict");
        var unapproved = await ServerUnderTest.ReadAsync(PostAsync("approver", $"{post}/unapprove", version: $"\"{scheduled.GetProperty("version").GetInt64()}\""));

        Assert.Equal(("approval", "pending"), (scheduled.GetProperty("approvedThrough").GetString(), Approval(unapproved)));
        Assert.Equal("cancelled", Assert.Single(unapproved.GetProperty("jobs").EnumerateArray()).GetProperty("state").GetString());
        await Problems.AssertAsync(PostAsync("approver", $"{post}/unapprove"), HttpStatusCode.Conflict, "not_approved");
    }

    [Fact]
    public async Task What_changed_and_what_there_was_is_told_in_the_fields_of_a_post()
    {
        var post = $"/api/v1/posts/{await SubmittedAsync("editor", "2031-03-01T10:00:00Z")}";
        Assert.Equal(JsonValueKind.Null, (await GetAsync("viewer", $"{post}/changes")).GetProperty("since").ValueKind);
        await ServerUnderTest.ReadAsync(PostAsync("approver", $"{post}/approve"));
        await ServerUnderTest.ReadAsync(_team["editor"].Http.PatchAsJsonAsync(post, new { caption = "Cake", options = new { firstComment = "Hi" } }, Ct));

        var changes = await GetAsync("viewer", $"{post}/changes");
        var versions = (await GetAsync("viewer", $"{post}/versions")).GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(("approved", "approver@example.com"), (changes.GetProperty("since").GetProperty("kind").GetString(), changes.GetProperty("since").GetProperty("by").GetString()));
        Assert.Equal([("caption", "\"Bread\"", "\"Cake\""), ("options.firstComment", "null", "\"Hi\"")], changes.GetProperty("changes").EnumerateArray()
            .Select(change => (change.GetProperty("field").GetString()!, change.GetProperty("before").GetRawText(), change.GetProperty("after").GetRawText())));
        Assert.Equal([("approved", "Bread"), ("submitted", "Bread")], versions.Select(version => (version.GetProperty("kind").GetString()!, version.GetProperty("caption").GetString()!)));
        Assert.Equal("2031-03-01T10:00:00.000Z", versions[0].GetProperty("plannedAt").GetString());
    }

    [Fact]
    public async Task People_talk_about_a_post_each_as_their_role_may()
    {
        var post = $"/api/v1/posts/{await CreateAsync("editor", at: null)}";
        await Problems.AssertAsync(_team["viewer"].Http.PostAsJsonAsync($"{post}/comments", new { text = "Hello" }, Ct), HttpStatusCode.Forbidden, "right_missing");
        await Problems.AssertAsync(_team["editor"].Http.PostAsJsonAsync($"{post}/comments", new { text = " " }, Ct), HttpStatusCode.UnprocessableEntity, "text_missing", "text");

        var made = await _team["approver"].Http.PostAsJsonAsync($"{post}/comments", new { text = "@editor: the price?" }, Ct);
        var comment = await ServerUnderTest.ReadAsync(made);
        var address = $"{post}/comments/{comment.GetProperty("id").GetString()}";
        var answer = await ServerUnderTest.ReadAsync(_team["editor"].Http.PostAsJsonAsync($"{post}/comments", new { text = "Mended", replyTo = comment.GetProperty("id").GetGuid() }, Ct));
        await Problems.AssertAsync(_team["editor"].Http.PatchAsJsonAsync(address, new { text = "Mine" }, Ct), HttpStatusCode.Forbidden, "not_your_comment");
        await Problems.AssertAsync(_team["editor"].Http.DeleteAsync(address, Ct), HttpStatusCode.Forbidden, "not_your_comment");
        var edited = await ServerUnderTest.ReadAsync(_team["approver"].Http.PatchAsJsonAsync(address, new { text = "@editor: which price?" }, Ct));
        Assert.Equal(HttpStatusCode.NoContent, (await _team["admin"].Http.DeleteAsync(address, Ct)).StatusCode);
        await Problems.AssertAsync(_team["approver"].Http.DeleteAsync(address, Ct), HttpStatusCode.Conflict, "comment_deleted");

        Assert.Equal(address, made.Headers.Location!.OriginalString);
        Assert.Equal(_team["editor"].Session.GetProperty("member").GetProperty("id").GetString(), Assert.Single(comment.GetProperty("mentions").EnumerateArray()).GetString());
        Assert.NotEqual(JsonValueKind.Null, edited.GetProperty("editedAt").ValueKind);
        Assert.Equal(comment.GetProperty("id").GetString(), answer.GetProperty("replyTo").GetString());
        var page = await GetAsync("viewer", $"{post}/comments?limit=1");
        var deleted = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal((JsonValueKind.Null, "admin@example.com"), (deleted.GetProperty("text").ValueKind, deleted.GetProperty("deletedBy").GetString()));
        var next = await GetAsync("viewer", $"{post}/comments?limit=1&cursor={page.GetProperty("nextCursor").GetString()}");
        Assert.Equal("Mended", Assert.Single(next.GetProperty("items").EnumerateArray()).GetProperty("text").GetString());
        var history = (await GetAsync("viewer", $"{post}/history")).ToString();
        Assert.All((string[])["post.commented", "post.comment_edited", "post.comment_deleted"], kind => Assert.Contains(kind, history, StringComparison.Ordinal));
        Assert.DoesNotContain("price", history, StringComparison.Ordinal);
    }

    private async Task<Guid> SubmittedAsync(string role, string? at)
    {
        var post = await CreateAsync(role, at);
        await ServerUnderTest.ReadAsync(PostAsync(role, $"/api/v1/posts/{post}/submit"));
        return post;
    }

    private async Task<Guid> CreateAsync(string role, string? at)
    {
        var body = new { type = "image", channelIds = new[] { _channel }, mediaIds = new[] { await _team.Server.UploadAsync(Samples.Jpeg(1080, 1080)) }, caption = "Bread", at };
        return (await ServerUnderTest.ReadAsync(_team[role].Http.PostAsJsonAsync("/api/v1/posts", body, Ct))).GetProperty("id").GetGuid();
    }

    private Task<HttpResponseMessage> PostAsync(string role, string address, string? version = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address);
        if (version is not null) request.Headers.TryAddWithoutValidation("If-Match", version);
        return _team[role].Http.SendAsync(request, Ct);
    }

    private Task<JsonElement> GetAsync(string role, string address) => ServerUnderTest.ReadAsync(_team[role].Http.GetAsync(address, Ct));

    private static IEnumerable<Guid> Ids(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(post => post.GetProperty("id").GetGuid());

    private static string? Approval(JsonElement post) => post.GetProperty("approval").GetString();

    private static (bool MayApprove, string? WhyNot) Review(JsonElement post) =>
        (post.GetProperty("review").GetProperty("mayApprove").GetBoolean(), post.GetProperty("review").GetProperty("whyNot").GetString());
}
