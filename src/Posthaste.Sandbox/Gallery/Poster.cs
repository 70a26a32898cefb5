using System.Globalization;
using System.Text;
using Posthaste.Sandbox.Videos;

namespace Posthaste.Sandbox.Gallery;

/// <summary>Stands for the first frame of a video without a cover: its shape, a play mark and its length. The sandbox decodes
/// nothing.</summary>
internal static class Poster
{
    public static byte[] Draw(StoredVideo video)
    {
        var (width, height) = (video.Facts.Width, video.Facts.Height);
        var size = Math.Min(width, height);
        var hue = Convert.ToInt32(video.Sha256[..4], 16) % 360;
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"><rect width="{width}" height="{height}" fill="hsl({hue} 30% 28%)"/>
            <text x="50%" y="50%" font-family="sans-serif" font-size="{size / 4}" text-anchor="middle" dominant-baseline="central" fill="#fff">▶</text>
            <text x="50%" y="{height - size / 12}" font-family="sans-serif" font-size="{size / 10}" text-anchor="middle" fill="#fff">{Length(video.Facts.Seconds)}</text></svg>
            """));
    }

    /// <summary>As in 1:05.</summary>
    public static string Length(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 60}:{(int)seconds % 60:00}");
}
