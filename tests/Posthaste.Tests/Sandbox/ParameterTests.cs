using System.Text;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Tests.Sandbox;

public sealed class ParameterTests : SandboxFixture
{
    [Theory]
    [InlineData(2200, 200)]
    [InlineData(2201, 400)]
    public async Task A_caption_has_at_most_2200_characters(int length, int status)
    {
        var answer = await CreateAsync(("caption", new string('a', length)));

        Assert.Equal(status, answer.Status);
        if (status == 400) Assert.Equal("400 36004/2207010", answer.Refusal);
    }

    [Fact]
    public async Task A_caption_has_at_most_30_hashtags_and_20_mentions()
    {
        static string Words(char mark, int count) => string.Join(' ', Enumerable.Range(1, count).Select(i => $"{mark}word{i}"));

        Assert.Equal(200, (await CreateAsync(("caption", Words('#', 30) + " " + Words('@', 20)))).Status);
        Assert.Equal("400 36004/2207010", (await CreateAsync(("caption", Words('#', 31)))).Refusal);
        Assert.Equal("400 100/2207040", (await CreateAsync(("caption", Words('@', 21)))).Refusal);
    }

    [Fact]
    public async Task An_address_or_a_number_is_neither_mention_nor_hashtag() =>
        Assert.Equal(200, (await CreateAsync(("caption", string.Concat(Enumerable.Repeat("me@example.com #1 a#b ", 40))))).Status);

    [Theory]
    [InlineData("""[{"username":"friend","x":0.5,"y":1}]""", true)]
    [InlineData("""[{"username":"friend","x":"0.5","y":"1.0"}]""", true)]
    [InlineData("""[{"username":"friend"}]""", false)]
    [InlineData("""[{"username":"friend","x":1.1,"y":0}]""", false)]
    [InlineData("""[{"x":0.1,"y":0}]""", false)]
    [InlineData("friend", false)]
    public async Task A_tag_in_a_picture_needs_a_name_and_a_place(string tags, bool taken)
    {
        var answer = await CreateAsync(("user_tags", tags));

        if (taken) Assert.Equal(200, answer.Status);
        else Assert.Equal("400 100/", answer.Refusal);
    }

    [Theory]
    [InlineData("location_id", "123456789", true)]
    [InlineData("location_id", "100000000000404", false)]
    [InlineData("location_id", "London", false)]
    [InlineData("collaborators", "a,b,c", true)]
    [InlineData("collaborators", "a,b,c,d", false)]
    [InlineData("collaborators", """["a","b","c","d"]""", false)]
    [InlineData("media_type", "IMAGE", true)]
    public async Task Other_parameters_are_checked(string name, string value, bool taken)
    {
        var answer = await CreateAsync(("image_url", Images.Url("square.jpg")), (name, value));

        Assert.Equal(taken ? 200 : 400, answer.Status);
        if (!taken) Assert.Equal(100, (int)answer.Error["code"]!);
    }

    [Fact]
    public async Task An_alternative_text_has_at_most_1000_characters()
    {
        Assert.Equal(200, (await CreateAsync(("alt_text", new string('a', 1000)))).Status);
        Assert.Equal("400 100/", (await CreateAsync(("alt_text", new string('a', 1001)))).Refusal);
    }

    [Fact]
    public async Task An_unknown_media_type_and_a_single_video_are_refused()
    {
        Assert.Equal("400 100/2207023", (await CreateAsync(("media_type", "POEM"))).Refusal);
        Assert.Equal("400 100/2207067", (await CreateAsync(("media_type", "VIDEO"), ("video_url", "http://127.0.0.1/a.mp4"))).Refusal);
        Assert.Contains("image_url is required", (string)(await CreateAsync(("media_type", "IMAGE"))).Error["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_no_JSON_answers_100()
    {
        using var body = new StringContent("{\"image_url\":", Encoding.UTF8, "application/json");

        var answer = await Answer.FromAsync(await Http.PostAsync($"/v26.0/{Account}/media?access_token={Token}", body, Ct));

        Assert.Equal("400 100/", answer.Refusal);
    }

    [Theory]
    [InlineData("""{"image_url":"a","image_url":"b"}""")]
    [InlineData("""{"image_url":"http://127.0.0.1:1/\ud800.jpg"}""")]
    [InlineData("""{"image_url":{"a":[1]},"user_tags":[{"username":"\ud800","x":0,"y":0}]}""")]
    [InlineData("""{"image_url":"http://127.0.0.1:1/a.jpg","user_tags":"[{\"x\":1,\"x\":2}]","collaborators":"[\"\\ud800\"]"}""")]
    [InlineData("""{"media_type":"CAROUSEL","children":[null,{},[]]}""")]
    [InlineData("""[1,2]""")]
    [InlineData("""null""")]
    public async Task An_unruly_body_is_refused_in_the_platforms_words(string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");

        var answer = await Answer.FromAsync(await Http.PostAsync($"/v26.0/{Account}/media?access_token={Token}", body, Ct));

        Assert.Equal(400, answer.Status);
        Assert.NotNull(answer.Error["fbtrace_id"]);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_body_beyond_a_mebibyte_is_refused(string type)
    {
        using var body = new StringContent("a=" + new string('a', 1024 * 1024), Encoding.UTF8, type);

        var answer = await Answer.FromAsync(await Http.PostAsync($"/v26.0/{Account}/media?access_token={Token}", body, Ct));

        Assert.Equal("413 100/", answer.Refusal);
    }

    [Fact]
    public async Task A_list_may_be_sent_in_the_way_of_PHP()
    {
        var one = await FinishedAsync(("is_carousel_item", "true"));
        var two = await FinishedAsync(("is_carousel_item", "true"));

        var answer = await CreateAsync(("media_type", "CAROUSEL"), ("children[0]", one), ("children[1]", two));

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task An_unknown_version_path_object_or_field_is_named()
    {
        var version = await GetAsync("/v99.0/me");
        var unknown = await GetAsync("/v26.0/17900000000000000");
        var edge = await GetAsync($"/v26.0/{Account}/poems");
        var deep = await GetAsync($"/v26.0/{Account}/media/more");
        var field = await GetAsync($"/v26.0/{Account}?fields=id,poems");

        Assert.Equal("Unknown path components: /me", (string?)version.Error["message"]);
        Assert.Equal("400 2500/", version.Refusal);
        Assert.Equal("400 100/33", unknown.Refusal);
        Assert.StartsWith("Unsupported get request. Object with ID '17900000000000000' does not exist", (string)unknown.Error["message"]!, StringComparison.Ordinal);
        Assert.Equal("400 100/33", edge.Refusal);
        Assert.Equal("400 2500/", deep.Refusal);
        Assert.Contains("nonexisting field (poems)", (string)field.Error["message"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id,caption", "id caption")]
    [InlineData("id,children.limit(2){id,media_type},caption", "id children[id media_type] caption")]
    [InlineData("a{b{c}},d", "a[b[c]] d")]
    [InlineData("a{b", null)]
    [InlineData("a}b", null)]
    [InlineData("a(b", null)]
    public void Fields_are_read_with_their_own_fields(string text, string? expected)
    {
        static string Show(FieldList list) =>
            string.Join(' ', list.Names.Select(field => field.Inner is null ? field.Name : $"{field.Name}[{Show(field.Inner)}]"));

        var list = FieldList.Parse(text);

        Assert.Equal(expected, list is null ? null : Show(list));
    }
}
