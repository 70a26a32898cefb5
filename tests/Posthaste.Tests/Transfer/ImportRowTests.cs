using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Transfer;
using Posthaste.Transfer.Csv;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Transfer;

public sealed class ImportRowTests
{
    private static readonly DateTimeOffset Start = new(2029, 11, 21, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Header_names_are_taken_as_people_write_them()
    {
        var header = new ImportHeader(["Post Type", "ACCOUNTS", " media-url ", "Text", "Hash Tags", "first_comment", "Alt Text", "Publish at", "Time zone", "Name", "Thumbnail", "If late", "Category", "Budget", "post_id", "", "Message"]);

        Assert.Equal([.. Enum.GetValues<ImportColumn>(), null, null, null], header.Columns.Select(column => (ImportColumn?)column.Column));
        Assert.Equal(["unknown_column", "duplicate_column"], header.Columns.Select(column => column.Finding?.Code).OfType<string>());
        Assert.All(header.Columns.Select(column => column.Finding).OfType<RowFinding>(), finding => Assert.False(finding.Blocks));
    }

    [Fact]
    public void A_row_says_what_a_post_is()
    {
        var row = Read("type,channels,media,caption,hashtags,first_comment,alt_texts,at,time_zone,title,cover,late_policy",
            "Photo,@shop | My Café,a.jpg|b.jpg,\"Hello\r\nworld\",\"#bread, cake\",First!,| A cake,2030-03-01 18:00,America/New_York,Title,c.jpg,publish 90");

        Assert.Empty(row.Findings);
        Assert.Equal((PostType.Image, "Hello\nworld", "First!", "Title", "c.jpg", LatePolicy.Publish, 90),
            (row.Type!.Value, row.Caption, row.FirstComment, row.Title, row.Cover, row.LatePolicy!.Value, row.LateMinutes!.Value));
        Assert.Equal(["@shop", "My Café"], row.Channels);
        Assert.Equal(["a.jpg", "b.jpg"], row.Media);
        Assert.Equal(["bread", "cake"], row.Hashtags);
        Assert.Equal([null, "A cake"], row.AltTexts);
        Assert.Equal(new DateTimeOffset(2030, 3, 1, 23, 0, 0, TimeSpan.Zero), row.At);
    }

    [Theory]
    [InlineData("2030-03-01 18:00", "", "2030-03-01T17:00:00Z")]
    [InlineData("2030-03-01T18:00", "UTC", "2030-03-01T18:00:00Z")]
    [InlineData("2030-03-01T18:00:00+05:30", "America/New_York", "2030-03-01T12:30:00Z")]
    [InlineData("2030-03-01T18:00Z", "", "2030-03-01T18:00:00Z")]
    // The clocks of Berlin go back over this one; the first of the two is meant.
    [InlineData("2030-10-27 02:30", "", "2030-10-27T00:30:00Z")]
    public void A_time_is_that_of_its_offset_of_its_row_or_of_the_workspace(string at, string zone, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), Read("type,at,time_zone", $"image,{at},{zone}").At);

    [Theory]
    [InlineData("type,at", "image,01.03.2030 18:00", "at", "invalid_time")]
    [InlineData("type,at", "image,3/1/30 6:00 PM", "at", "invalid_time")]
    [InlineData("type,at", "image,2030-03-01", "at", "invalid_time")]
    [InlineData("type,at", "image,2030-03-31 02:30", "at", "invalid_time")]
    [InlineData("type,at,time_zone", "image,2030-03-01 18:00,Berlin time", "time_zone", "unknown_time_zone")]
    [InlineData("type,at,time_zone", "image,2030-03-01 18:00,../../etc/passwd", "time_zone", "unknown_time_zone")]
    [InlineData("type", "poem", "type", "unknown_type")]
    [InlineData("type,caption", ",Hello", "type", "type_missing")]
    [InlineData("type,late_policy", "image,whenever", "late_policy", "unknown_late_policy")]
    [InlineData("type,late_policy", "image,publish soon", "late_policy", "unknown_late_policy")]
    [InlineData("type,caption", "image,Hello, world", null, "too_many_cells")]
    [InlineData("type,caption", "image,\"Hello\" world", null, "broken_quotes")]
    public void What_cannot_be_understood_is_a_finding_of_its_column(string header, string row, string? column, string code)
    {
        var finding = Assert.Single(Read(header, row).Findings);

        Assert.Equal((column, code, true), (finding.Column, finding.Code, finding.Blocks));
    }

    [Fact]
    public void Cells_that_look_like_formulas_are_texts()
    {
        var row = Read("type,caption,title,first_comment", "image,=1+1,@all of you,'=SUM(A1)");

        Assert.Equal(("=1+1", "@all of you", "=SUM(A1)"), (row.Caption, row.Title, row.FirstComment));
    }

    [Fact]
    public void A_row_is_known_again_in_whatever_order_and_file_it_stands()
    {
        var one = Read("type,caption,at", "image,Hello,2030-03-01 18:00").ContentHash;

        Assert.Equal(one, Read("At;Text;Type;Budget", "2030-03-01 18:00;Hello;image;7").ContentHash);
        Assert.NotEqual(one, Read("type,caption,at", "image,Hello,2030-03-01 18:01").ContentHash);
        Assert.NotEqual(one, Read("type,title,at", "image,Hello,2030-03-01 18:00").ContentHash);
    }

    [Fact]
    public void A_row_that_was_imported_before_there_were_categories_is_known_again_unless_it_has_one()
    {
        string[] cells = ["image", "", "", "Hi", "", "", "", "", "", "", "", ""];
        var before = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(cells)));

        Assert.Equal(before, Read("type,caption", "image,Hi").ContentHash);
        Assert.Equal(before, Read("type,caption,category", "image,Hi, ").ContentHash);
        Assert.NotEqual(before, Read("type,caption,category", "image,Hi,Recipes").ContentHash);
    }

    [Fact]
    public void The_template_is_understood_without_a_finding()
    {
        var file = Assert.IsType<CsvResult.Read>(CsvFile.Read(Encoding.UTF8.GetBytes(PostCsv.Template))).File;
        var header = new ImportHeader(file.Header);

        Assert.Empty(ImportRow.Read(Assert.Single(file.Rows), header, "UTC").Findings);
        Assert.Equal(Enum.GetValues<ImportColumn>(), header.Columns.Select(column => column.Column!.Value));
    }

    [Fact]
    public void What_is_exported_says_the_same_when_it_is_imported()
    {
        var texts = Gen.Elements("=1", "+", "-", "@shop", "'", "\"", ",", ";", "|", "\\", " ", "a", "\n", "é", "👍🏽").ListOf(8).Select(string.Concat);
        var drafts =
            from type in Gen.Elements(Enum.GetValues<PostType>())
            from caption in texts
            from title in texts
            from comment in texts
            from alts in texts.ListOf(3)
            from tags in Gen.Elements("bread", "größe", "日本").ListOf(3)
            from policy in Gen.Elements<LatePolicy?>(null, LatePolicy.Publish, LatePolicy.Skip)
            from at in Gen.Choose(0, 1_000_000)
            select (Draft: new PostDraft
            {
                Type = type,
                Caption = caption,
                Title = title,
                Hashtags = tags,
                AltTexts = alts,
                MediaIds = [Guid.CreateVersion7(Start), Guid.CreateVersion7(Start)],
                LatePolicy = policy,
                LateMinutes = policy is null ? null : 90,
                Options = new PostOptions { FirstComment = string.IsNullOrWhiteSpace(comment) ? null : comment, CoverMediaId = Guid.CreateVersion7(Start) },
            }.Cleaned(), At: Start.AddMilliseconds(at));

        Prop.ForAll(drafts.ToArbitrary(), sample => Says(Back(sample.Draft, sample.At), sample.Draft, sample.At)).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static bool Says(ImportRow row, PostDraft draft, DateTimeOffset at) =>
        row.Findings.Count == 0 && row.Category == "Recipes, sweet" && row.Type == draft.Type && row.Caption == draft.Caption && row.Title == draft.Title && row.At == at
        && row.FirstComment == draft.Options.FirstComment && row.Cover == draft.Options.CoverMediaId.ToString()
        && row.Channels.SequenceEqual(["shop", "other|shop"]) && row.Media.SequenceEqual(draft.MediaIds.Select(id => id.ToString())) && row.Hashtags.SequenceEqual(draft.Hashtags)
        && (row.LatePolicy, row.LateMinutes) == (draft.LatePolicy, draft.LateMinutes)
        // Nothing said of the last items is the same as nothing.
        && Enumerable.Range(0, draft.AltTexts.Count).All(i => row.AltTexts.ElementAtOrDefault(i) == draft.AltTexts[i]);

    private static ImportRow Back(PostDraft draft, DateTimeOffset at)
    {
        var post = new Post
        {
            Id = Guid.CreateVersion7(Start),
            WorkspaceId = Workspace.FirstId,
            Title = "made",
            Draft = draft,
            PlannedAt = at,
            CreatedBy = "Ann",
            ChangedBy = "Ann",
            CreatedAt = Start,
            UpdatedAt = Start,
        };
        var file = Assert.IsType<CsvResult.Read>(CsvFile.Read(Encoding.UTF8.GetBytes(PostCsv.Header + PostCsv.Row(new ExportedPost(post, ["shop", "other|shop"], "Recipes, sweet", []), prefixed: true)))).File;
        return ImportRow.Read(Assert.Single(file.Rows), new ImportHeader(file.Header), "Europe/Berlin");
    }

    private static ImportRow Read(string header, string row)
    {
        var file = Assert.IsType<CsvResult.Read>(CsvFile.Read(Encoding.UTF8.GetBytes($"{header}\n{row}\n"))).File;
        return ImportRow.Read(Assert.Single(file.Rows), new ImportHeader(file.Header), "Europe/Berlin");
    }
}
