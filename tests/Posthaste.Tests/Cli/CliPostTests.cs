using System.Text.Json;
using Posthaste.Cli;

namespace Posthaste.Tests.Cli;

/// <summary>R-OPS-6, from a terminal: the whole way of a post, and what commands print of it.</summary>
[Collection(SharedCliServer.Name)]
public sealed class CliPostTests(CliServer desk)
{
    [Fact]
    public async Task A_picture_becomes_a_scheduled_post_that_is_watched_until_it_is_live()
    {
        var media = (await desk.OkAsync("media", "upload", "bread.jpg", "--json")).Json.GetProperty("items")[0].GetProperty("id").GetString()!;
        var post = (await desk.OkAsync("post", "create", "--type", "image", "--channel", "@harbour.bakery", "--media", media, "--alt", "A loaf", "--caption", "@ann, fresh bread",
            "--hashtag", "#bread", "--option", "isAiGenerated=true", "--option", "collaborators=ann,bob", "--first-comment", "Until noon.", "--at", "+4s", "--json")).Json;

        var watched = await desk.OkAsync("watch", "--post", post.GetProperty("id").GetString()!, "--until-end", "--json");

        Assert.Equal("@ann, fresh bread", post.GetProperty("caption").GetString());
        Assert.Equal(["bread"], post.GetProperty("hashtags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.Equal(["A loaf"], post.GetProperty("altTexts").EnumerateArray().Select(text => text.GetString()));
        Assert.True(post.GetProperty("options").GetProperty("isAiGenerated").GetBoolean());
        Assert.Equal(["ann", "bob"], post.GetProperty("options").GetProperty("collaborators").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("Until noon.", post.GetProperty("options").GetProperty("firstComment").GetString());
        // An object for each change, then the jobs as they ended.
        var end = watched.Out.IndexOf("{\n", StringComparison.Ordinal);
        var lines = watched.Out[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToArray();
        Assert.Contains("job.published", lines.Select(line => line.GetProperty("kind").GetString()));
        Assert.All(lines, line => Assert.Equal(line.GetProperty("subjectId").GetString(), line.GetProperty("job").GetProperty("id").GetString()));
        var job = JsonElement.Parse(watched.Out[end..]).GetProperty("items")[0];
        Assert.Equal("published", job.GetProperty("state").GetString());
        Assert.StartsWith("http", job.GetProperty("permalink").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_for_what_is_published_at_once_prints_where_it_is()
    {
        var result = await desk.OkAsync("post", "create", "--type", "image", "--channel", "instagram:harbour.bakery", "--media", "bread.jpg", "--publish-now", "--wait");

        var cells = Assert.Single(result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Split('\t');
        Assert.Equal("published", cells[1]);
        Assert.EndsWith(" Europe/Berlin", cells[2], StringComparison.Ordinal);
        Assert.Equal("instagram:harbour.bakery", cells[3]);
        Assert.StartsWith("http", cells[5], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_from_a_file_brings_what_has_no_option_and_options_win_over_it()
    {
        var body = $$"""{"type": "image", "caption": "From the file", "title": "Bread", "channelIds": ["{{desk.Channel}}"], "variants": [{"channelId": "{{desk.Channel}}", "caption": "Its own"}]}""";

        var post = (await new CliCall(desk) { In = body }.OkAsync("post", "create", "--from", "-", "--caption", "From the line", "--media", "bread.jpg", "--option", "userTags:=[{\"username\":\"ann\",\"x\":0.5,\"y\":0.5}]", "--json")).Json;

        Assert.Equal("From the line", post.GetProperty("caption").GetString());
        Assert.Equal("Bread", post.GetProperty("title").GetString());
        Assert.Equal("Its own", post.GetProperty("variants")[0].GetProperty("caption").GetString());
        Assert.Equal("ann", post.GetProperty("options").GetProperty("userTags")[0].GetProperty("username").GetString());
    }

    [Fact]
    public async Task An_edit_changes_what_is_named_and_keeps_the_rest()
    {
        var post = await desk.DraftAsync("--caption", "Bread", "--option", "isAiGenerated=true", "--late-policy", "ask");

        var changed = (await desk.OkAsync("post", "edit", post, "--first-comment", "Until noon.", "--clear", "latePolicy", "--json")).Json;

        Assert.Equal("Bread", changed.GetProperty("caption").GetString());
        Assert.True(changed.GetProperty("options").GetProperty("isAiGenerated").GetBoolean());
        Assert.Equal("Until noon.", changed.GetProperty("options").GetProperty("firstComment").GetString());
        Assert.Equal(JsonValueKind.Null, changed.GetProperty("latePolicy").ValueKind);
        var late = await desk.RunAsync("post", "edit", post, "--caption", "Cake", "--version", "1");
        Assert.Equal(ExitCode.Refused, late.Code);
        Assert.Contains("version_conflict", late.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_by_the_clock_is_the_named_zones_and_is_shown_in_that_of_the_machine()
    {
        var post = await desk.DraftAsync();

        var scheduled = await desk.OkAsync("post", "schedule", post, "--at", "2031-07-01 12:00", "--time-zone", "America/New_York");

        Assert.Contains("at\t2031-07-01 18:00 Europe/Berlin", scheduled.Out, StringComparison.Ordinal);
        var jobs = (await desk.OkAsync("jobs", "list", "--from", "2031-07-01", "--to", "2031-07-02", "--json")).Json.GetProperty("items");
        Assert.Equal("2031-07-01T16:00:00.000Z", Assert.Single(jobs.EnumerateArray()).GetProperty("dueAt").GetString());
        var entry = (await desk.OkAsync("calendar", "--from", "2031-07-01", "--json")).Json.GetProperty("items")[0];
        Assert.Equal(post, entry.GetProperty("postId").GetString());
    }

    [Fact]
    public async Task Lists_go_over_pages_and_say_where_they_end()
    {
        for (var i = 0; i < 3; i++) await desk.OkAsync("post", "create", "--type", "text", "--title", $"Page {i}", "-q");

        var two = await desk.OkAsync("post", "list", "--search", "Page ", "--limit", "2", "--json");
        var rest = await desk.OkAsync("post", "list", "--search", "Page ", "--cursor", two.Json.GetProperty("nextCursor").GetString()!, "-q");

        Assert.Equal(2, two.Json.GetProperty("items").GetArrayLength());
        Assert.Contains("There are more", two.Error, StringComparison.Ordinal);
        Assert.Single(rest.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Json_has_every_field_that_the_server_sends()
    {
        var post = await desk.DraftAsync();

        var shown = (await desk.OkAsync("post", "show", post, "--json")).Json;

        var sent = await desk.Server.GetAsync($"/api/v1/posts/{post}");
        Assert.True(JsonElement.DeepEquals(sent, shown), $"{sent}\n{shown}");
    }

    [Fact]
    public async Task In_a_terminal_tables_have_a_head_and_aligned_columns_and_harmless_text()
    {
        await desk.OkAsync("post", "create", "--type", "text", "--title", "Aligned パン \u001b[31mred", "-q");
        await desk.OkAsync("post", "create", "--type", "text", "--title", "Aligned bread", "-q");

        var lines = (await new CliCall(desk) { IsTerminal = true }.RunAsync("post", "list", "--search", "Aligned")).Out.TrimEnd('\n').Split('\n');

        Assert.StartsWith("ID  ", lines[0], StringComparison.Ordinal);
        var at = lines[0].IndexOf("TITLE", StringComparison.Ordinal);
        Assert.All(lines[1..], line => Assert.StartsWith("Aligned", line[at..], StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', string.Concat(lines));
        Assert.All(lines[1..], line => Assert.True(Guid.TryParse(line[..36], out _)));
    }

    [Fact]
    public async Task A_bar_shows_an_upload_in_a_terminal_and_nowhere_else()
    {
        var seen = await new CliCall(desk) { IsTerminal = true }.RunAsync("media", "upload", "bread.jpg");
        var piped = await desk.OkAsync("media", "upload", "bread.jpg");

        Assert.Contains("bread.jpg [########################] 100 %", seen.Error, StringComparison.Ordinal);
        Assert.EndsWith("\r\u001b[K", seen.Error, StringComparison.Ordinal);
        Assert.Equal("", piped.Error);
    }
}
