using FsCheck;
using FsCheck.Fluent;
using Posthaste.Handover;
using Posthaste.Handover.Telegram;

namespace Posthaste.Tests.Handover;

public sealed class CardFilesTests
{
    private static readonly Arbitrary<CardMedia[]> Media = (
        from isVideo in Gen.Elements(true, false)
        from bytes in Gen.Elements(1L, 5_000_000, 10_000_000, 10_000_001, 49_999_999, 50_000_000, 50_000_001, 900_000_000)
        from width in Gen.Elements(1, 100, 1080, 5000, 9000)
        from height in Gen.Elements(1, 100, 1080, 5000, 9000)
        from isKnown in Gen.Elements(true, true, false)
        from ending in Gen.Elements(".mp4", ".mov")
        select new CardMedia(isVideo ? "a" + ending : "a.jpg", isVideo, bytes, isKnown ? width : null, isKnown ? height : null, null, _ => Task.FromResult(Stream.Null)))
        .ArrayOf(25).ToArbitrary();

    [Fact]
    public void Every_call_is_within_the_published_limits_and_every_file_is_in_one_or_told_of() => Prop.ForAll(Media, media =>
    {
        var (calls, notes) = CardFiles.Plan(media);
        Assert.Equal(media.Where(item => item.Bytes <= 50_000_000), calls.SelectMany(call => call.Items).Select(item => item.Media));
        Assert.Equal(media.Count(item => item.Bytes > 50_000_000), notes.Count);
        foreach (var call in calls)
        {
            Assert.InRange(call.Items.Count, 1, 10);
            Assert.True(call.Items.Count == 1 || call.Items.All(item => item.Kind == FileKind.Document) || call.Items.All(item => item.Kind != FileKind.Document));
            Assert.True(call.Items.Sum(item => item.Media.Bytes) <= 50_000_000);
            foreach (var (item, _) in call.Items.Where(item => item.Kind == FileKind.Photo))
            {
                Assert.True(item.Bytes <= 10_000_000);
                if (item is { Width: { } width, Height: { } height }) Assert.True(width + height <= 10_000 && Math.Max(width, height) <= 20 * Math.Min(width, height));
            }
            Assert.All(call.Items.Where(item => item.Kind == FileKind.Video), item => Assert.EndsWith(".mp4", item.Media.Name, StringComparison.Ordinal));
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
