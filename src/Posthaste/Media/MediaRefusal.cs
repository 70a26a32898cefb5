using System.Globalization;

namespace Posthaste.Media;

/// <summary>Why a file was not taken.</summary>
/// <param name="Code">Stable, snake_case, one of the constants below.</param>
/// <param name="Sentence">For people: what was found and what is allowed.</param>
public sealed record MediaRefusal(string Code, string Sentence)
{
    public const string TypeNotSupported = "media_type_not_supported";
    public const string TooLarge = "media_too_large";
    public const string TooManyPixels = "media_too_many_pixels";
    public const string TooHeavy = "media_too_heavy";
    public const string Damaged = "media_damaged";
    public const string Incomplete = "media_incomplete";
    public const string Empty = "media_empty";
    public const string NoPicture = "media_no_picture";
    public const string ToolsMissing = "media_tools_missing";
    public const string NotFit = "media_not_fit";
    public const string RecipeWrong = "media_recipe_wrong";
    public const string Missing = "media_missing";
    public const string NotMade = "media_not_made";
    public const string ImportRefusedAddress = "import_refused_address";
    public const string ImportFailed = "import_failed";
    public const string ImportTooLarge = "import_too_large";

    /// <summary>The part of the request that is at fault.</summary>
    public string Field { get; init; } = "file";

    internal static MediaRefusal ForType(string found) => new(TypeNotSupported,
        $"This is {found}. Send an image (JPEG, PNG, GIF, WebP, HEIC, AVIF) or a video (MP4, MOV, WebM).");

    /// <summary>What was found is null where the sender went on past the limit and the end is not known.</summary>
    internal static MediaRefusal ForSize(MediaKind kind, long? found, long allowed) => new(TooLarge, found is { } bytes
        ? $"This {Word(kind)} has {Size(bytes)}; {Size(allowed)} are allowed."
        : $"This {Word(kind)} has more than the {Size(allowed)} that are allowed.");

    internal static MediaRefusal ForPixels(int width, int height, long allowed) => new(TooManyPixels,
        string.Create(CultureInfo.InvariantCulture,
            $"This picture is {width} × {height}, {(long)width * height / 1e6:0.#} million pixels; {allowed / 1e6:0.#} million are allowed."));

    internal static MediaRefusal ForDamage(MediaType type) => new(Damaged,
        $"This {type.Name} file is damaged or cut off and cannot be read to its end. Export it again and upload the new file.");

    internal static MediaRefusal ForLength(long found, long declared) => new(Incomplete,
        $"The upload broke off: {Number(found)} of {Number(declared)} bytes arrived. Upload the file again.");

    internal static MediaRefusal ForNothing() => new(Empty, "The file is empty: 0 bytes arrived.");

    internal static MediaRefusal ForNoPicture(MediaType type) => new(NoPicture,
        $"This {type.Name} file has no picture in it, only sound or data. Send a video with a video track.");

    internal static MediaRefusal ForWeight(MediaOptions options) => new(TooHeavy,
        string.Create(CultureInfo.InvariantCulture,
            $"Opening this file needs more than this server allows ({Size(options.ToolMemoryBytes)} of memory, {options.ToolTimeout.TotalSeconds:0} seconds). Export it smaller and upload it again."));

    internal static MediaRefusal ForTool(string tool, string package) => new(ToolsMissing,
        $"The server cannot check this file: {tool} is not installed; apt-get install {package}.");

    internal static MediaRefusal ForDecoder(MediaType type) => new(ToolsMissing,
        $"The server cannot check this file: its libvips does not read this kind of {type.Name}.");

    internal static MediaRefusal ForDecoding(MediaType type) => new(Damaged,
        $"This {type.Name} file is damaged: its pictures cannot all be read. Export it again and upload the new file.");

    internal static MediaRefusal ForTranscode(MediaOptions options) => new(TooHeavy,
        string.Create(CultureInfo.InvariantCulture,
            $"Converting this file needs more than this server allows ({Size(options.TranscodeMemoryBytes)} of memory, {options.TranscodeTimeout.TotalMinutes:0.#} minutes). Export it smaller or shorter and upload it again."));

    internal static MediaRefusal ForMissing(string fileName) => new(Missing,
        $"{fileName} is no longer on this server's disk. Upload it again.");

    internal static MediaRefusal ForFault(string fileName) => new(NotMade,
        $"Something went wrong in the server while it worked on {fileName}; its log has the cause. It tries again when asked in a minute.");

    internal static MediaRefusal ForImportAddress(string sentence) => new(ImportRefusedAddress, sentence);

    /// <param name="what">What went wrong, without its full stop.</param>
    internal static MediaRefusal ForImport(string what) => new(ImportFailed, $"{what}. Nothing was taken; try again, or download the file and upload it.");

    private static string Word(MediaKind kind) => kind == MediaKind.Image ? "image" : "video";

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Rounded up, so that a file one byte too large never reads as if it had the allowed size.</summary>
    internal static string Size(long bytes)
    {
        var (unit, name) = bytes switch
        {
            >= 1 << 30 => (1 << 30, "GiB"),
            >= 1 << 20 => (1 << 20, "MiB"),
            >= 1 << 10 => (1 << 10, "KiB"),
            _ => (1, "bytes"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(bytes * 100m / unit) / 100m:0.##} {name}");
    }
}
