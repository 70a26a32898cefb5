using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Posthaste.Tests.Server.Fixtures;

/// <summary>Every file that a place does not take is refused before anything is sent, with the right file and rule, and in a
/// sentence that says what was found and what is allowed.</summary>
public sealed class BadFileTests(FixtureDesk desk) : IClassFixture<FixtureDesk>
{
    private const string Tomorrow = "2030-01-01T10:00:00Z";

    private static readonly object s_asItIs = new { fit = "original" };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bad_file_is_refused_when_its_post_is_made_checked_or_scheduled()
    {
        await Rows.AllAsync(BadFiles.All.Where(row => row.Type is not "carousel"), row => $"{row.Type} {row.Name}", async row =>
        {
            var media = await desk.UploadAsync(row.Name);

            var made = await PostAsync(row.Type, [media]);
            var draft = await desk.KeepDraftAsync(row.Type, media);
            var readiness = await desk.Server.GetAsync($"/api/v1/posts/{draft}/readiness");
            var scheduled = await desk.Server.Http.PostAsJsonAsync($"/api/v1/posts/{draft}/schedule", new { at = Tomorrow }, Ct);

            await AssertRefusedAsync(made, row, "mediaIds[0]");
            await AssertRefusedAsync(scheduled, row, "mediaIds[0]");
            var channel = Assert.Single(readiness.GetProperty("channels").EnumerateArray());
            Assert.False(readiness.GetProperty("ready").GetBoolean() || channel.GetProperty("ready").GetBoolean(), readiness.ToString());
            AssertNamed(channel.GetProperty("findings"), row, "mediaIds[0]");
            Assert.Empty((await desk.Server.GetAsync($"/api/v1/posts/{draft}/jobs")).GetProperty("items").EnumerateArray());
        });
        Assert.Empty(await desk.LiveAsync());
    }

    [Fact]
    public async Task A_bad_file_among_good_ones_is_the_one_that_is_named()
    {
        var good = await desk.UploadAsync("1080x1080.jpg");
        var film = await desk.UploadAsync("plain.mp4");

        await Rows.AllAsync(BadFiles.All.Where(row => row.AlsoInCarousel), row => row.Name, async row =>
            await AssertRefusedAsync(await PostAsync("carousel", [good, await desk.UploadAsync(row.Name), film]), row, "mediaIds[1]"));
    }

    [Fact]
    public void There_are_enough_of_them() => Assert.True(BadFiles.All.Select(row => row.Name).Distinct().Count() >= 60);

    private Task<HttpResponseMessage> PostAsync(string type, IReadOnlyList<Guid> media) => desk.Server.Http.PostAsJsonAsync("/api/v1/posts",
        new { type, channelIds = desk.Channels.Take(1), mediaIds = media, mediaFits = media.Select(_ => s_asItIs), at = Tomorrow }, Ct);

    private static async Task AssertRefusedAsync(HttpResponseMessage answer, BadFile row, string field)
    {
        var problem = await Problems.AssertAsync(answer, HttpStatusCode.UnprocessableEntity, row.Reasons[0].Rule, field);
        AssertNamed(problem.GetProperty("findings"), row, field);
        Assert.Equal(field, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
        Assert.All(row.Reasons, reason => Assert.Contains(reason.Found, problem.GetProperty("detail").GetString(), StringComparison.Ordinal));
    }

    private static void AssertNamed(JsonElement findings, BadFile row, string field)
    {
        var blocking = findings.EnumerateArray().Where(finding => finding.GetProperty("blocks").GetBoolean()).ToList();

        Assert.Equal(row.Reasons.Select(reason => (field, reason.Rule)).Order(), blocking.Select(finding => (Text(finding, "field"), Text(finding, "code"))).Order());
        foreach (var reason in row.Reasons)
        {
            var sentence = Text(blocking.First(finding => Text(finding, "code") == reason.Rule), "message");
            Assert.StartsWith(row.Name + " ", sentence, StringComparison.Ordinal);
            Assert.Contains(reason.Found, sentence, StringComparison.Ordinal);
            Assert.Contains(reason.Allowed, sentence, StringComparison.Ordinal);
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
