using System.Text;
using Posthaste.Media;
using Posthaste.Media.Probing;

namespace Posthaste.Tests.Media;

public sealed class HostileFilesTests(Shelf shelf) : IDisposable
{
    private readonly MediaLibrary _library = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, int> Cuts =>
        new MatrixTheoryData<string, int>(["400x500.jpg", "a.png", "still.gif", "a.webp", "a.heic", "a.avif", "plain.mp4", "last.mp4", "mov.mov"], [10, 50, 90]);

    public static TheoryData<string, byte[]> Pretenders => new()
    {
        { "a playlist", Encoding.ASCII.GetBytes("ffconcat version 1.0\nfile '/etc/hostname'\n") },
        { "a stream's list", Encoding.ASCII.GetBytes("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/hostname\n") },
        { "a drawing", Encoding.ASCII.GetBytes("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"><image xlink:href=\"file:///etc/hostname\"/></svg>") },
        { "xml", Encoding.ASCII.GetBytes("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]><a>&b;</a>") },
        { "a script of an image program", Encoding.ASCII.GetBytes("push graphic-context\nimage over 0,0 1,1 'file:///etc/hostname'\npop graphic-context\n") },
        { "a playlist behind a box", [0, 0, 0, 16, .. "ftypisom"u8, 0, 0, 2, 0, .. Encoding.ASCII.GetBytes("\nffconcat version 1.0\nfile '/etc/hostname'\n")] },
        { "a playlist in Matroska's clothes", [0x1A, 0x45, 0xDF, 0xA3, 0x8B, 0x42, 0x82, 0x84, .. "webm"u8, .. Encoding.ASCII.GetBytes("\n#EXTM3U\nfile:///etc/hostname\n")] },
        { "a drawing that starts as a jpeg", [0xFF, 0xD8, 0xFF, 0xE0, .. Encoding.ASCII.GetBytes("<svg><image href=\"file:///etc/hostname\"/></svg>")] },
        { "a script that starts as a gif", Encoding.ASCII.GetBytes("GIF89a/*" + new string('x', 64) + "*/=1;alert(1)//") },
        { "an archive that starts as a png", [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. "PK\u0003\u0004"u8, .. new byte[64]] },
        { "a huge picture", Samples.PngBomb(60_000, 60_000) },
        { "a picture of no pixels", Samples.PngBomb(0, 10) },
        { "a picture whose numbers are negative", Samples.PngBomb(int.MinValue, -1) },
        { "a box that is larger than anything", [0, 0, 0, 16, .. "ftypisom"u8, 0, 0, 2, 0, 0, 0, 0, 1, .. "moov"u8, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF] },
        { "boxes in boxes without end", [0, 0, 0, 16, .. "ftypisom"u8, 0, 0, 2, 0, .. Enumerable.Range(0, 5_000).SelectMany(_ => (byte[])[0, 0, 0, 0, .. "moov"u8])] },
    };

    public void Dispose() => _library.Dispose();

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task A_file_that_is_cut_off_is_refused(string name, int percent)
    {
        var whole = shelf.BytesOf(name);

        var refusal = await _library.RefuseAsync(whole[..(whole.Length * percent / 100)]);

        Assert.Contains(refusal.Code, new[] { MediaRefusal.Damaged, MediaRefusal.NoPicture });
        Assert.Empty(_library.FilesOnDisk());
    }

    [Theory]
    [MemberData(nameof(Pretenders))]
    public async Task What_pretends_to_be_a_picture_or_video_is_refused(string what, byte[] bytes)
    {
        var refusal = await _library.RefuseAsync(bytes);

        Assert.Contains(refusal.Code, new[] { MediaRefusal.TypeNotSupported, MediaRefusal.Damaged, MediaRefusal.NoPicture, MediaRefusal.TooManyPixels, MediaRefusal.TooHeavy });
        Assert.True(_library.FilesOnDisk().Count == 0, what);
    }

    [Theory]
    [InlineData("400x500.jpg")]
    [InlineData("a.png")]
    [InlineData("moving.gif")]
    [InlineData("a.webp")]
    [InlineData("plain.mp4")]
    public async Task Damage_anywhere_ends_in_an_answer(string name)
    {
        var whole = shelf.BytesOf(name);
        var random = new Random(name.Length);
        for (var n = 0; n < 6; n++)
        {
            var damaged = whole.ToArray();
            for (var hit = 0; hit <= n; hit++) damaged[random.Next(damaged.Length)] ^= (byte)random.Next(1, 256);

            if (await _library.UploadAsync(damaged) is UploadResult.Accepted { Item: var item })
            {
                var spec = item.Kind == MediaKind.Image ? Placements.Feed : Placements.Reel;
                await _library.Make.RunAsync(item, new() { Spec = spec, Fit = Posthaste.Media.Renditions.RenditionFit.Pad }, null, Ct);
            }
        }
    }

    [Fact]
    public async Task What_hangs_on_a_picture_does_not_get_into_its_rendition()
    {
        var jpeg = shelf.BytesOf("400x500.jpg");
        byte[] comment = [0xFF, 0xFE, 0, 27, .. "<script>alert(1)</script>"u8];
        var item = await _library.AcceptAsync([.. jpeg[..2], .. comment, .. jpeg[2..], .. "PK\u0003\u0004hidden"u8]);

        var made = await _library.MakeAsync(item, new() { Spec = Placements.Feed });

        var bytes = await File.ReadAllBytesAsync(_library.Files.PathOf(made.Sha256), Ct);
        Assert.Equal((-1, -1), (bytes.AsSpan().IndexOf("script"u8), bytes.AsSpan().IndexOf("PK\u0003\u0004"u8)));
    }

    [Fact]
    public async Task A_video_that_is_damaged_inside_is_found_by_reading_it_to_its_end()
    {
        var bytes = shelf.BytesOf("s3.mp4");
        bytes.AsSpan(bytes.Length / 2, bytes.Length / 4).Fill(0x5A);
        var item = await _library.AcceptAsync(bytes, "clip.mp4");
        var good = await _library.AcceptAsync(shelf.BytesOf("s2.mp4"));

        var read = Assert.IsType<DecodeResult.Decoded>(await _library.Decode.RunAsync(item, null, Ct)).Item;
        var refusal = await _library.RefuseToMakeAsync(item, new() { Spec = Placements.Reel });

        Assert.False(read.Details.Decodes);
        Assert.Equal(read, await _library.Store.FindAsync(_library.Workspace, item.Id, Ct));
        Assert.Equal(MediaRefusal.Damaged, refusal.Code);
        Assert.True(Assert.IsType<DecodeResult.Decoded>(await _library.Decode.RunAsync(good, null, Ct)).Item.Details.Decodes);
        Assert.Equal(2, _library.FilesOnDisk().Count);
    }

    [Fact]
    public void Every_opening_of_a_strangers_file_names_one_format_and_no_way_out()
    {
        foreach (var type in MediaType.All)
        {
            var arguments = string.Join(' ', MediaProbe.Open(type));
            Assert.StartsWith("-protocol_whitelist file -f ", arguments, StringComparison.Ordinal);
            if (arguments.Contains("-f mov", StringComparison.Ordinal)) Assert.EndsWith("-enable_drefs 0 -use_absolute_path 0", arguments, StringComparison.Ordinal);
        }
    }
}
