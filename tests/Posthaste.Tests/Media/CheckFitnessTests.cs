using Posthaste.Media;
using Posthaste.Media.Fitness;

namespace Posthaste.Tests.Media;

public sealed class CheckFitnessTests(Shelf shelf)
{
    public static TheoryData<string> GoodPictures => [.. FitnessRows.GoodPictures];

    public static TheoryData<string, string[]> BadPictures => Rows(FitnessRows.BadPictures);

    public static TheoryData<string> PicturesAtTheLimit => [.. FitnessRows.PicturesAtTheLimit];

    public static TheoryData<string> GoodVideos => [.. FitnessRows.GoodVideos.Keys.Concat(FitnessRows.OtherGoodVideos)];

    public static TheoryData<string, string[]> BadVideos =>
        Rows(FitnessRows.BadVideos.ToDictionary(pair => pair.Key, pair => pair.Value.Rules).Concat(FitnessRows.OtherBadVideos));

    [Theory]
    [MemberData(nameof(GoodPictures))]
    public async Task A_good_picture_passes(string name) => Assert.Empty(CheckFitness.Check(await shelf.ItemAsync(name), Placements.Feed));

    [Theory]
    [MemberData(nameof(GoodVideos))]
    public async Task A_good_video_passes(string name) => Assert.Empty(CheckFitness.Check(await shelf.ItemAsync(name), Placements.Reel));

    [Theory]
    [MemberData(nameof(BadPictures))]
    public async Task A_bad_picture_is_refused_by_file_and_rule(string name, string[] rules) => AssertRefused(name, rules, await shelf.ItemAsync(name), Placements.Feed);

    [Theory]
    [MemberData(nameof(BadVideos))]
    public async Task A_bad_video_is_refused_by_file_and_rule(string name, string[] rules) => AssertRefused(name, rules, await shelf.ItemAsync(name), Placements.Reel);

    [Theory]
    [MemberData(nameof(PicturesAtTheLimit))]
    public async Task A_shape_that_misses_by_a_pixel_is_told_and_does_not_block(string name)
    {
        var finding = Assert.Single(CheckFitness.Check(await shelf.ItemAsync(name), Placements.Feed));

        Assert.Equal((FitnessRule.AspectAtLimit, false, true), (finding.Rule, finding.Blocks, finding.Fixable));
    }

    [Fact]
    public void There_are_enough_of_both()
    {
        Assert.True(BadPictures.Count + BadVideos.Count >= 60);
        Assert.True(GoodPictures.Count + GoodVideos.Count >= 60);
    }

    [Theory]
    [InlineData("1441x1441.jpg", "1441x1441.jpg is 1,441 pixels wide; a feed picture takes 1,440 at most.")]
    [InlineData("400x600.jpg", "400x600.jpg is 400 × 600 (0.67:1), too tall; a feed picture takes 4:5 (0.8:1) and wider.")]
    [InlineData("1200x628.jpg", "1200x628.jpg is 1200 × 628, within one pixel of what fits; a feed picture takes 1.91:1 (1.91:1) and narrower. It may be refused.")]
    [InlineData("heavy1.jpg", "heavy1.jpg has 8.01 MiB; a feed picture takes 8 MiB at most.")]
    [InlineData("a.png", "a.png is image/png; a feed picture takes image/jpeg.")]
    public async Task A_finding_says_what_was_found_and_what_is_allowed(string name, string message) =>
        Assert.Equal(message, Assert.Single(CheckFitness.Check(await shelf.ItemAsync(name), Placements.Feed)).Message);

    [Fact]
    public async Task What_a_network_mends_itself_is_told_but_does_not_block()
    {
        var spec = Placements.Feed with { Advisory = [FitnessRule.TooWide] };

        var finding = Assert.Single(CheckFitness.Check(await shelf.ItemAsync("1441x1441.jpg"), spec, "mediaIds[3]"));

        Assert.Equal((FitnessRule.TooWide, "mediaIds[3]", false, true), (finding.Rule, finding.Field, finding.Blocks, finding.Fixable));
    }

    [Fact]
    public async Task Sound_that_must_be_there_and_length_that_must_be_known_are_asked_for()
    {
        var silent = await shelf.ItemAsync("silent.mp4");
        var spec = Placements.Reel with { Video = Placements.Reel.Video! with { NeedsAudio = true } };

        Assert.Equal(FitnessRule.AudioMissing, Assert.Single(CheckFitness.Check(silent, spec)).Rule);
        var unknown = Assert.Single(CheckFitness.Check(silent with { DurationMs = null }, Placements.Reel));
        Assert.Equal((FitnessRule.LengthUnknown, "silent.mp4 does not say how long it is; a reel takes 1 seconds to 4 seconds."), (unknown.Rule, unknown.Message));
    }

    [Fact]
    public async Task A_file_that_could_not_be_read_to_its_end_fits_nowhere()
    {
        var item = await shelf.ItemAsync("plain.mp4");

        var finding = Assert.Single(CheckFitness.Check(item with { Details = item.Details with { Decodes = false } }, Placements.Reel));

        Assert.Equal((FitnessRule.Damaged, true, false), (finding.Rule, finding.Blocks, finding.Fixable));
    }

    private static void AssertRefused(string name, string[] rules, MediaItem item, PlacementSpec spec)
    {
        var findings = CheckFitness.Check(item, spec).Where(finding => finding.Blocks).ToList();

        Assert.Equal(rules.Order(StringComparer.Ordinal), findings.Select(finding => finding.Rule).Order(StringComparer.Ordinal));
        Assert.All(findings, finding => Assert.StartsWith(name + " ", finding.Message, StringComparison.Ordinal));
    }

    private static TheoryData<string, string[]> Rows(IEnumerable<KeyValuePair<string, string[]>> rows)
    {
        var data = new TheoryData<string, string[]>();
        foreach (var (name, rules) in rows) data.Add(name, rules);
        return data;
    }
}
