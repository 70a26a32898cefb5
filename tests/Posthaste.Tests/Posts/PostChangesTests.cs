using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Posts.Variants;
using Posthaste.Posts.Versions;
using Posthaste.Tests.Storage;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Posts;

/// <summary>What differs between two drafts, field by field, in the words of the API.</summary>
public sealed class PostChangesTests
{
    private static readonly DateTimeOffset Now = TestDatabase.Start;
    private static readonly Guid Media = Guid.CreateVersion7(Now);

    private static readonly PostDraft Draft = new() { Type = PostType.Image, MediaIds = [Media], Caption = "Hello" };

    [Fact]
    public void The_same_draft_has_no_changes_however_its_lists_end() =>
        Assert.Empty(PostChanges.Compare(Draft, Now, Draft with { AltTexts = [null], MediaFits = [null, null] }, Now));

    [Fact]
    public void Every_field_is_named_as_in_the_api()
    {
        var after = Draft with
        {
            Title = "Title",
            Caption = "Other",
            AltTexts = ["A cat"],
            LatePolicy = LatePolicy.Skip,
            Options = new PostOptions { LocationId = "7", ShareToFeed = false },
        };

        var changes = PostChanges.Compare(Draft, null, after, Now);

        Assert.Equal(["altTexts", "at", "caption", "latePolicy", "options.locationId", "options.shareToFeed", "title"], changes.Select(change => change.Field));
        Assert.Equal(["[\"A cat\"]", "\"2026-07-29T10:00:00.000Z\"", "\"Other\"", "\"skip\"", "\"7\"", "false", "\"Title\""], changes.Select(change => change.After!.Value.GetRawText()));
        Assert.Equal([null, null], changes.Where(change => change.Field is "at" or "title").Select(change => change.Before));
    }

    [Fact]
    public void What_one_channel_has_of_its_own_is_named_with_the_channel()
    {
        var (kept, changed) = (new PostVariant { ChannelId = Guid.CreateVersion7(Now), Caption = "Same" }, new PostVariant { ChannelId = Guid.CreateVersion7(Now), Caption = "Old" });
        var after = changed with { Caption = null, Options = new OptionsVariant { FirstComment = "" } };

        var changes = PostChanges.Compare(Draft with { Variants = [kept, changed] }, null, Draft with { Variants = [after, kept] }, null);

        Assert.Equal([($"variants.{changed.ChannelId}.caption", "Old", null), ($"variants.{changed.ChannelId}.options.firstComment", null, "")],
            changes.Select(change => (change.Field, change.Before?.GetString(), change.After?.GetString())));
    }

    [Fact]
    public void What_was_taken_away_has_nothing_after_it()
    {
        var change = Assert.Single(PostChanges.Compare(Draft with { LateMinutes = 5 }, null, Draft, null));

        Assert.Equal(("lateMinutes", 5), (change.Field, change.Before!.Value.GetInt32()));
        Assert.Null(change.After);
    }

    [Fact]
    public void The_order_of_media_counts()
    {
        var second = Guid.CreateVersion7(Now);

        var change = Assert.Single(PostChanges.Compare(Draft with { MediaIds = [Media, second] }, null, Draft with { MediaIds = [second, Media] }, null));

        Assert.Equal("mediaIds", change.Field);
    }

    [Theory]
    [InlineData("post", 2, "Hello", "")]
    [InlineData("story_2", 1, "Hello", "")]
    [InlineData("comment", 0, "First!", "")]
    public void A_part_is_sent_with_its_own_share_of_the_content(string part, int files, string text, string firstComment)
    {
        var content = new SignedContent
        {
            ChannelId = Guid.CreateVersion7(Now),
            Hash = "hash",
            Type = PostType.Carousel,
            Caption = "Hello",
            Media = [AFile("a"), AFile("b")],
            Options = new PostOptions { FirstComment = "First!" },
        };

        var sent = SentText.Of(part, content);

        Assert.Equal((text, files, firstComment), (sent.Text, sent.Media.Count, sent.Options.FirstComment ?? ""));
        if (files == 1) Assert.Equal("b", sent.Media[0].Sha256);
    }

    private static SignedFile AFile(string sha256) => new() { MediaId = Media, Sha256 = sha256, ContentType = "image/jpeg", Bytes = 1, Width = 1, Height = 1 };
}
