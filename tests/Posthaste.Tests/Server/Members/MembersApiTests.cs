using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Server.Members;

public sealed class MembersApiTests(TeamServer team) : IClassFixture<TeamServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_with_an_owner_is_set_up()
    {
        using var http = team.Server.Client(null);

        var setup = await ServerUnderTest.ReadAsync(http.GetAsync("/api/v1/setup", Ct));

        Assert.False(setup.GetProperty("needed").GetBoolean());
        await Problems.AssertAsync(
            http.PostAsJsonAsync("/api/v1/setup", new { token = "guess", email = "eve@example.com", name = "Eve", password = Browser.Password }, Ct), HttpStatusCode.Conflict, "already_set_up");
    }

    [Fact]
    public async Task A_wrong_setup_link_says_where_a_good_one_comes_from()
    {
        await using var server = await ServerUnderTest.StartAsync(TeamServer.Settings);
        using var http = server.Client(null);

        var problem = await Problems.AssertAsync(
            http.PostAsJsonAsync("/api/v1/setup", new { token = "guess", email = "eve@example.com", name = "Eve", password = Browser.Password }, Ct), HttpStatusCode.Forbidden, "setup_link_wrong", "token");

        Assert.Contains("Restart the server", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.True((await ServerUnderTest.ReadAsync(http.GetAsync("/api/v1/setup", Ct))).GetProperty("needed").GetBoolean());
    }

    [Fact]
    public async Task An_invitation_is_shown_before_it_is_accepted_and_its_link_only_once()
    {
        var made = await ServerUnderTest.ReadAsync(team.Owner.Http.PostAsJsonAsync("/api/v1/invites", new { email = "new@example.com", role = "approver" }, Ct));
        var token = new Uri(made.GetProperty("link").GetString()!).Fragment[1..];
        using var http = team.Server.Client(null);

        var offer = await ServerUnderTest.ReadAsync(http.PostAsJsonAsync("/api/v1/invites/look", new { token }, Ct));
        var listed = await ServerUnderTest.ReadAsync(team.Owner.Http.GetAsync("/api/v1/invites", Ct));
        var revoked = await team.Owner.Http.DeleteAsync($"/api/v1/invites/{made.GetProperty("id").GetString()}", Ct);

        Assert.Equal(("approver", "ann@example.com", false), (offer.GetProperty("role").GetString(), offer.GetProperty("invitedBy").GetString(), offer.GetProperty("hasAccount").GetBoolean()));
        Assert.DoesNotContain(token, listed.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        await Problems.AssertAsync(http.PostAsJsonAsync("/api/v1/invites/look", new { token }, Ct), HttpStatusCode.NotFound, "invite_wrong");
        await Problems.AssertAsync(http.PostAsJsonAsync("/api/v1/invites/accept", new { token, name = "New", password = Browser.Password }, Ct), HttpStatusCode.NotFound, "invite_wrong", "token");
    }

    [Fact]
    public async Task A_repeated_invitation_under_one_key_shows_no_link_again()
    {
        Task<HttpResponseMessage> SendAsync() => team.Owner.Http.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/v1/invites")
        {
            Content = JsonContent.Create(new { email = "repeated@example.com", role = "viewer" }),
            Headers = { { "Idempotency-Key", "one-invitation" } },
        }, Ct);

        var (first, second) = (await ServerUnderTest.ReadAsync(SendAsync()), await ServerUnderTest.ReadAsync(SendAsync()));

        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
        Assert.True(first.TryGetProperty("link", out _));
        Assert.False(second.TryGetProperty("link", out _));
    }

    [Fact]
    public async Task A_change_of_role_counts_from_the_next_request_on()
    {
        using var member = await team.Owner.InviteAsync("rising@example.com", "viewer");
        var id = member.Session.GetProperty("member").GetProperty("id").GetString();
        var post = new { type = "image" };

        await Problems.AssertAsync(member.Http.PostAsJsonAsync("/api/v1/posts", post, Ct), HttpStatusCode.Forbidden, "right_missing");
        await ServerUnderTest.ReadAsync(team.Owner.Http.PatchAsJsonAsync($"/api/v1/members/{id}", new { role = "editor" }, Ct));
        await ServerUnderTest.ReadAsync(member.Http.PostAsJsonAsync("/api/v1/posts", post, Ct));
        Assert.Equal(HttpStatusCode.NoContent, (await team.Owner.Http.DeleteAsync($"/api/v1/members/{id}", Ct)).StatusCode);

        await Problems.AssertAsync(member.Http.PostAsJsonAsync("/api/v1/posts", post, Ct), HttpStatusCode.Forbidden, "no_workspace");
        Assert.Equal(JsonValueKind.Null, (await ServerUnderTest.ReadAsync(member.Http.GetAsync("/api/v1/session", Ct))).GetProperty("workspaceId").ValueKind);
    }

    [Fact]
    public async Task The_last_owner_stays_and_an_admin_touches_no_owner()
    {
        await using var server = await ServerUnderTest.StartAsync(TeamServer.Settings);
        using var owner = await Browser.OwnerAsync(server);
        using var admin = await owner.InviteAsync("admin@example.com", "admin");
        var id = owner.Session.GetProperty("member").GetProperty("id").GetString();

        await Problems.AssertAsync(owner.Http.PatchAsJsonAsync($"/api/v1/members/{id}", new { role = "admin" }, Ct), HttpStatusCode.Conflict, "last_owner");
        await Problems.AssertAsync(owner.Http.PostAsync($"/api/v1/workspaces/{Workspace.FirstId}/leave", null, Ct), HttpStatusCode.Conflict, "last_owner");
        await Problems.AssertAsync(admin.Http.DeleteAsync($"/api/v1/members/{id}", Ct), HttpStatusCode.Forbidden, "role_above_own");
        await Problems.AssertAsync(admin.Http.PostAsJsonAsync("/api/v1/invites", new { email = "x@example.com", role = "owner" }, Ct), HttpStatusCode.Forbidden, "role_above_own");
    }

    [Fact]
    public async Task A_member_of_two_workspaces_chooses_one_by_its_header()
    {
        using var member = await team.Owner.InviteAsync("both@example.com", "owner");
        var other = (await ServerUnderTest.ReadAsync(member.Http.PostAsJsonAsync("/api/v1/workspaces", new { name = "Second" }, Ct))).GetProperty("id").GetGuid();
        Assert.Equal(Workspace.FirstId, (await ServerUnderTest.ReadAsync(member.Http.GetAsync("/api/v1/workspace", Ct))).GetProperty("id").GetGuid());

        member.Choose(other);

        Assert.Equal("Second", (await ServerUnderTest.ReadAsync(member.Http.GetAsync("/api/v1/workspace", Ct))).GetProperty("name").GetString());
        Assert.Equal(other, (await ServerUnderTest.ReadAsync(member.Http.GetAsync("/api/v1/session", Ct))).GetProperty("workspaceId").GetGuid());
        Assert.Single((await ServerUnderTest.ReadAsync(member.Http.GetAsync("/api/v1/members", Ct))).GetProperty("items").EnumerateArray());
        Assert.Equal(2, (await ServerUnderTest.ReadAsync(member.Http.GetAsync("/api/v1/workspaces", Ct))).GetProperty("items").GetArrayLength());
        Assert.Equal(HttpStatusCode.NoContent, (await member.Http.PostAsync($"/api/v1/workspaces/{Workspace.FirstId}/leave", null, Ct)).StatusCode);
    }

    [Fact]
    public async Task Who_wrote_a_post_does_not_approve_it_and_another_member_does()
    {
        var patch = new StringContent("""{"approvalPolicy":"not_the_author"}""", Encoding.UTF8, "application/json");
        using var author = await team.Owner.InviteAsync("author@example.com", "owner");
        var workspace = (await ServerUnderTest.ReadAsync(author.Http.PostAsJsonAsync("/api/v1/workspaces", new { name = "Careful" }, Ct))).GetProperty("id").GetGuid();
        author.Choose(workspace);
        await ServerUnderTest.ReadAsync(author.Http.PatchAsync("/api/v1/workspace", patch, Ct));
        using var approver = await author.InviteAsync("second@example.com", "approver");
        var channel = await ServerUnderTest.ReadAsync(author.Http.PostAsJsonAsync("/api/v1/channels", new { platform = "instagram", accessToken = ServerUnderTest.AccountToken }, Ct));
        var picture = await ServerUnderTest.ReadAsync(author.Http.PostAsync("/api/v1/media?fileName=p.jpg", new ByteArrayContent(Media.Samples.Jpeg(1080, 1080)), Ct));
        var body = new { type = "image", channelIds = new[] { channel.GetProperty("id").GetGuid() }, mediaIds = new[] { picture.GetProperty("id").GetGuid() }, caption = "Bread" };
        var post = (await ServerUnderTest.ReadAsync(author.Http.PostAsJsonAsync("/api/v1/posts", body, Ct))).GetProperty("id").GetString();
        await ServerUnderTest.ReadAsync(author.Http.PostAsync($"/api/v1/posts/{post}/submit", null, Ct));

        await Problems.AssertAsync(author.Http.PostAsync($"/api/v1/posts/{post}/approve", null, Ct), HttpStatusCode.Forbidden, "not_the_author");
        var approved = await ServerUnderTest.ReadAsync(approver.Http.PostAsync($"/api/v1/posts/{post}/approve", null, Ct));

        Assert.Equal("approved", approved.GetProperty("approval").GetString());
        Assert.Contains("second@example.com", (await ServerUnderTest.ReadAsync(author.Http.GetAsync($"/api/v1/posts/{post}/history", Ct))).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_may_not_schedule_cannot_do_it_by_giving_a_time()
    {
        var made = await ServerUnderTest.ReadAsync(team.Owner.Http.PostAsJsonAsync("/api/v1/api-keys", new { name = "writes", rights = new[] { "read", "edit_posts" } }, Ct));
        using var http = team.Server.Client(made.GetProperty("key").GetString());

        await ServerUnderTest.ReadAsync(http.PostAsJsonAsync("/api/v1/posts", new { type = "image" }, Ct));
        await Problems.AssertAsync(http.PostAsJsonAsync("/api/v1/posts", new { type = "image", at = "2029-02-02T10:00:00Z" }, Ct), HttpStatusCode.Forbidden, "right_missing");
    }

    [Theory]
    [InlineData("""{"name":"k1","role":"viewer","rights":["read"]}""", HttpStatusCode.BadRequest, "invalid_request", "rights")]
    [InlineData("""{"name":"k2","rights":[]}""", HttpStatusCode.BadRequest, "invalid_request", "rights")]
    [InlineData("""{"name":"k3","rights":["fly"]}""", HttpStatusCode.BadRequest, "invalid_request", "rights[0]")]
    [InlineData("""{"name":"k4","expiresAt":"2020-01-01T00:00:00Z"}""", HttpStatusCode.UnprocessableEntity, "time_in_past", "expiresAt")]
    [InlineData("""{"name":"k5@example.com"}""", HttpStatusCode.UnprocessableEntity, "invalid_name", "name")]
    public async Task A_wrong_key_names_its_field(string body, HttpStatusCode status, string code, string field) =>
        await Problems.AssertAsync(team.Owner.Http.PostAsync("/api/v1/api-keys", new StringContent(body, Encoding.UTF8, "application/json"), Ct), status, code, field);
}
