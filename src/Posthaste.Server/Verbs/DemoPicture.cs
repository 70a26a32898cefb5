using System.Diagnostics;
using System.Globalization;

namespace Posthaste.Server.Verbs;

/// <summary>A landscape drawn by arithmetic: a sky, a sun, hills one behind the other. So that a demo has something to show
/// and nobody's photograph is needed.</summary>
/// <param name="Name">Of the file.</param>
/// <param name="Top">The sky's upper colour, as 0xRRGGBB.</param>
/// <param name="Bottom">The sky's lower colour.</param>
/// <param name="Hills">The nearest hill's colour; those behind fade into the sky.</param>
/// <param name="SunX">From 0 (left) to 1 (right).</param>
/// <param name="SunY">From 0 (top) to 1 (bottom).</param>
internal sealed record DemoPicture(string Name, int Top, int Bottom, int Hills, double SunX, double SunY)
{
    public static readonly IReadOnlyList<DemoPicture> All =
    [
        new("early-shift.jpg", 0x27374D, 0xF4B183, 0x1B2430, 0.30, 0.52),
        new("harbour-morning.jpg", 0x89C2D9, 0xFDF0D5, 0x2A6F97, 0.72, 0.38),
        new("rye-fields.jpg", 0xA8DADC, 0xFFE8A3, 0x6B8E23, 0.55, 0.30),
        new("market-day.jpg", 0xFFB4A2, 0xFFE5D9, 0xB5838D, 0.22, 0.40),
        new("last-loaf.jpg", 0x3D348B, 0xF18701, 0x1D1A3F, 0.64, 0.58),
        new("summer-idea.jpg", 0x5FA8D3, 0xFFF3B0, 0x3A7D44, 0.84, 0.26),
    ];

    private const int Side = 1080;
    private const int Ridges = 5;

    /// <param name="ffmpeg">A name found through PATH, or a full path.</param>
    /// <param name="ct">Ends the tool.</param>
    /// <returns>A JPEG of 1080 × 1080.</returns>
    public async Task<byte[]> DrawAsync(string ffmpeg, CancellationToken ct)
    {
        var start = new ProcessStartInfo(ffmpeg) { RedirectStandardInput = true, RedirectStandardOutput = true };
        string[] arguments =
        [
            "-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", string.Create(CultureInfo.InvariantCulture, $"{Side}x{Side}"), "-i", "pipe:0",
            "-frames:v", "1", "-q:v", "3", "-pix_fmt", "yuvj420p", "-f", "mjpeg", "pipe:1",
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        using var jpeg = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(jpeg, ct);
        await process.StandardInput.BaseStream.WriteAsync(Paint(), ct);
        process.StandardInput.Close();
        await reading;
        await process.WaitForExitAsync(ct);
        return process.ExitCode == 0 ? jpeg.ToArray() : throw new SettingException($"Media:Ffmpeg: {ffmpeg} could not make the demo's pictures.");
    }

    private byte[] Paint()
    {
        var pixels = new byte[Side * Side * 3];
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++) Put(pixels, (y * Side + x) * 3, ColourAt(x / (double)Side, y / (double)Side));
        }
        return pixels;
    }

    private (double R, double G, double B) ColourAt(double x, double y)
    {
        var sky = Mix(Rgb(Top), Rgb(Bottom), Math.Clamp(y / 0.75, 0, 1));
        for (var ridge = Ridges; ridge > 0; ridge--)
        {
            // The nearest ridge is number one and lies lowest; further ones are higher and paler.
            var near = 1 - (ridge - 1) / (double)Ridges;
            if (y > RidgeAt(x, ridge)) sky = Mix(Rgb(Bottom), Rgb(Hills), 0.25 + 0.75 * near);
            else if (ridge == Ridges) sky = WithSun(sky, x, y);
        }
        return sky;
    }

    private double RidgeAt(double x, int ridge)
    {
        var (height, seed) = (0.95 - 0.085 * ridge, ridge * 1.7 + SunX * 9);
        return height + 0.035 * Math.Sin(x * (4 + ridge) + seed) + 0.012 * Math.Sin(x * (13 + 2 * ridge) + seed * 2.3);
    }

    private (double R, double G, double B) WithSun((double R, double G, double B) sky, double x, double y)
    {
        var distance = Math.Sqrt((x - SunX) * (x - SunX) + (y - SunY) * (y - SunY));
        var disc = Math.Clamp((0.09 - distance) * 400, 0, 1);
        var glow = 0.55 * Math.Exp(-distance * distance / 0.03);
        return Mix(sky, (255, 246, 224), Math.Max(disc, glow));
    }

    private static (double R, double G, double B) Rgb(int colour) => (colour >> 16 & 255, colour >> 8 & 255, colour & 255);

    private static (double R, double G, double B) Mix((double R, double G, double B) a, (double R, double G, double B) b, double part) =>
        (a.R + (b.R - a.R) * part, a.G + (b.G - a.G) * part, a.B + (b.B - a.B) * part);

    private static void Put(byte[] pixels, int at, (double R, double G, double B) colour)
    {
        pixels[at] = (byte)colour.R;
        pixels[at + 1] = (byte)colour.G;
        pixels[at + 2] = (byte)colour.B;
    }
}
