using System.Globalization;
using System.Text;

namespace Posthaste.Sandbox.Gallery;

/// <summary>A profile picture: the first letter on a colour of the account's own.</summary>
internal static class Avatar
{
    public static byte[] Draw(string username)
    {
        var hue = username.Aggregate(7, (sum, c) => (sum * 31 + c) % 360);
        var letter = GalleryHtml.Text(username[..1].ToUpperInvariant());
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80"><rect width="80" height="80" fill="hsl({hue} 45% 42%)"/><text x="40" y="54" font-family="sans-serif" font-size="40" text-anchor="middle" fill="#fff">{letter}</text></svg>"""));
    }
}
