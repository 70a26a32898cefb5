using System.Buffers.Binary;
using System.Text;
using Posthaste.Media;

namespace Posthaste.Tests.Media;

public sealed class MediaTypeTests
{
    [Theory]
    [InlineData("FFD8FFE000104A4649460001", "image/jpeg")]
    [InlineData("89504E470D0A1A0A0000000D", "image/png")]
    [InlineData("474946383761010001000000", "image/gif")]
    [InlineData("474946383961010001000000", "image/gif")]
    [InlineData("524946461000000057454250", "image/webp")]
    [InlineData("1A45DFA39F4286810142F7810142F2810442F381084282847765626D", "video/webm")]
    public void A_type_is_read_from_the_first_bytes(string hex, string contentType)
    {
        Assert.Equal(contentType, MediaType.FromBytes(Convert.FromHexString(hex))?.ContentType);
    }

    [Theory]
    [InlineData("heic", "mif1heic", "image/heic")]
    [InlineData("mif1", "mif1heic", "image/heic")]
    [InlineData("avif", "avifmif1", "image/avif")]
    [InlineData("mif1", "mif1avif", "image/avif")]
    [InlineData("isom", "isomavc1", "video/mp4")]
    [InlineData("mp42", "", "video/mp4")]
    [InlineData("XAVC", "mp42iso2", "video/mp4")]
    [InlineData("zzzz", "isomiso2", "video/mp4")]
    [InlineData("qt  ", "qt  ", "video/quicktime")]
    public void A_type_is_read_from_the_brands_of_a_box_file(string major, string compatible, string contentType)
    {
        Assert.Equal(contentType, MediaType.FromBytes(Ftyp(major, compatible))?.ContentType);
    }

    [Theory]
    [InlineData("crx ", "crx isom")]
    [InlineData("mif1", "mif1jpeg")]
    [InlineData("zzzz", "yyyy")]
    public void Box_files_of_other_brands_are_not_taken(string major, string compatible)
    {
        Assert.Null(MediaType.FromBytes(Ftyp(major, compatible)));
    }

    [Fact]
    public void A_brand_outside_of_the_box_does_not_count()
    {
        Assert.Null(MediaType.FromBytes([.. Ftyp("zzzz", "yyyy"), .. "isom"u8]));
    }

    [Fact]
    public void Matroska_is_not_webm()
    {
        Assert.Null(MediaType.FromBytes(Convert.FromHexString("1A45DFA39342828888" + Convert.ToHexString("matroska"u8) + "7765626D")));
    }

    [Fact]
    public void No_beginning_however_short_breaks_the_reader()
    {
        byte[][] files = [Ftyp("isom", "mp42"), [.. "RIFF1234WEBPVP8 "u8], Convert.FromHexString("1A45DFA39F4282847765626D"), [.. "<svg/>"u8]];
        foreach (var file in files)
        {
            for (var length = 0; length <= file.Length; length++)
            {
                _ = MediaType.FromBytes(file.AsSpan(0, length));
                Assert.NotEmpty(OtherFileTypes.Describe(file.AsSpan(0, length)));
            }
        }
    }

    [Theory]
    [InlineData("%PDF-1.7", "a PDF document")]
    [InlineData("PK\u0003\u0004", "a ZIP archive or an office document")]
    [InlineData("<?xml version=\"1.0\"?><svg xmlns", "an SVG drawing")]
    [InlineData("GIF88a......", "a file of an unknown type")]
    public void What_is_not_taken_is_called_by_its_name(string start, string name)
    {
        var bytes = Encoding.Latin1.GetBytes(start);

        Assert.Null(MediaType.FromBytes(bytes));
        Assert.Equal(name, OtherFileTypes.Describe(bytes));
    }

    private static byte[] Ftyp(string major, string compatible)
    {
        byte[] box = [0, 0, 0, 0, .. Encoding.ASCII.GetBytes("ftyp" + major), 0, 0, 2, 0, .. Encoding.ASCII.GetBytes(compatible)];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        return box;
    }
}
