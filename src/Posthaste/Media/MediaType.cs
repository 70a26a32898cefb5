using System.Buffers.Binary;
using System.Text;

namespace Posthaste.Media;

/// <summary>A kind of file the library takes. Only the first bytes decide; a name or a header never does.</summary>
public sealed record MediaType
{
    /// <summary>As many first bytes as <see cref="FromBytes"/> ever looks at.</summary>
    public const int HeaderBytes = 4096;

    private MediaType(string name, string contentType, MediaKind kind, params string[] extensions) =>
        (Name, ContentType, Kind, Extensions) = (name, contentType, kind, extensions);

    public static MediaType Jpeg { get; } = new("JPEG", "image/jpeg", MediaKind.Image, ".jpg", ".jpeg", ".jpe", ".jfif");
    public static MediaType Png { get; } = new("PNG", "image/png", MediaKind.Image, ".png");
    public static MediaType Gif { get; } = new("GIF", "image/gif", MediaKind.Image, ".gif");
    public static MediaType WebP { get; } = new("WebP", "image/webp", MediaKind.Image, ".webp");
    public static MediaType Heic { get; } = new("HEIC", "image/heic", MediaKind.Image, ".heic", ".heif");
    public static MediaType Avif { get; } = new("AVIF", "image/avif", MediaKind.Image, ".avif");
    public static MediaType Mp4 { get; } = new("MP4", "video/mp4", MediaKind.Video, ".mp4", ".m4v");
    public static MediaType Mov { get; } = new("MOV", "video/quicktime", MediaKind.Video, ".mov", ".qt");
    public static MediaType WebM { get; } = new("WebM", "video/webm", MediaKind.Video, ".webm");

    public static IReadOnlyList<MediaType> All { get; } = [Jpeg, Png, Gif, WebP, Heic, Avif, Mp4, Mov, WebM];

    /// <summary>As people write it.</summary>
    public string Name { get; }

    public string ContentType { get; }

    public MediaKind Kind { get; }

    /// <summary>With the dot, in lower case; the first is the usual one.</summary>
    public IReadOnlyList<string> Extensions { get; }

    public string Extension => Extensions[0];

    /// <summary>The type with exactly this content type, as kept in <see cref="MediaItem.ContentType"/>.</summary>
    public static MediaType FromContentType(string contentType) =>
        All.FirstOrDefault(type => type.ContentType == contentType)
        ?? throw new ArgumentException($"'{contentType}' is not a type of the media library.", nameof(contentType));

    /// <summary>Null where the bytes begin like none of the types taken.</summary>
    public static MediaType? FromBytes(ReadOnlySpan<byte> head)
    {
        head = head[..Math.Min(head.Length, HeaderBytes)];
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return Jpeg;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])) return Png;
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8)) return Gif;
        if (head.Length < 12) return null;
        if (head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8)) return WebP;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3])) return FromEbml(head);

        var box = head[4..8];
        if (box.SequenceEqual("ftyp"u8)) return FromBrands(head);
        // QuickTime files from before ftyp existed start with one of these.
        return box.SequenceEqual("moov"u8) || box.SequenceEqual("mdat"u8) || box.SequenceEqual("wide"u8) ? Mov : null;
    }

    /// <summary>Matroska and WebM differ only in the DocType element (0x4282) of the header.</summary>
    private static MediaType? FromEbml(ReadOnlySpan<byte> head)
    {
        var header = head[..Math.Min(head.Length, 80)];
        var docType = header.IndexOf((ReadOnlySpan<byte>)[0x42, 0x82]);
        return docType >= 0 && header[docType..].IndexOf("webm"u8) is > 0 and < 12 ? WebM : null;
    }

    /// <summary>ISO base media: the major brand decides; where it is a general one, the compatible brands do.</summary>
    private static MediaType? FromBrands(ReadOnlySpan<byte> head)
    {
        var size = BinaryPrimitives.ReadUInt32BigEndian(head);
        var box = head[..(int)Math.Min(size < 16 ? 16 : size, (uint)head.Length)];
        var major = Encoding.Latin1.GetString(box[8..12]);
        var compatible = new List<string>();
        for (var at = 16; at + 4 <= box.Length; at += 4) compatible.Add(Encoding.Latin1.GetString(box.Slice(at, 4)));

        return major switch
        {
            "avif" or "avis" => Avif,
            "heic" or "heix" or "heim" or "heis" or "hevc" or "hevx" or "hevm" or "hevs" => Heic,
            "mif1" or "msf1" or "miaf" => compatible.Any(brand => brand is "avif" or "avis") ? Avif
                : compatible.Any(brand => brand is "heic" or "heix" or "hevc" or "hevx") ? Heic
                : null,
            "qt  " => Mov,
            // Canon raw pictures carry the isom brand too.
            "crx " => null,
            _ when IsMp4(major) || compatible.Any(IsMp4) => Mp4,
            _ => null,
        };

        static bool IsMp4(string brand) =>
            brand is "mp41" or "mp42" or "mp71" or "avc1" or "M4V " or "M4VH" or "M4VP" or "MSNV" or "dash" or "f4v " or "XAVC"
            || brand.StartsWith("iso", StringComparison.Ordinal);
    }
}
