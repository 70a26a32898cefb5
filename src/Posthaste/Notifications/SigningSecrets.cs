using System.Buffers.Text;
using System.Security.Cryptography;
using Posthaste.Platforms;

namespace Posthaste.Notifications;

/// <summary>The secrets that webhooks are signed with.</summary>
internal static class SigningSecrets
{
    /// <summary>A replaced one signs too for so long, so that the far end can change over.</summary>
    public static readonly TimeSpan OldOneCounts = TimeSpan.FromHours(24);

    /// <summary>256 bits; the word in front tells people and scanners what it is.</summary>
    public static Secret New() => new($"whsec_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}");
}
