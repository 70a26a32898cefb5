using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Posthaste.Workspaces.Members;

/// <summary>Codes of an authenticator app: RFC 6238 with HMAC-SHA1, steps of 30 seconds and six digits, which is what all of them speak.</summary>
internal static class Totp
{
    private const int SecretBytes = 20;
    private const int StepSeconds = 30;

    /// <summary>Clocks of phones and servers differ: the step before and the one after are taken too.</summary>
    private const int Tolerance = 1;

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    /// <returns>The step that this code belongs to; null where it belongs to none that is taken now.</returns>
    /// <remarks>The caller must see that no step is taken twice.</remarks>
    public static long? FindStep(byte[] secret, string code, DateTimeOffset now)
    {
        var current = now.ToUnixTimeSeconds() / StepSeconds;
        var given = Encoding.ASCII.GetBytes(code);
        long? found = null;
        for (var step = current - Tolerance; step <= current + Tolerance; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(Code(secret, step)))) found = step;
        }
        return found;
    }

    public static string Code(byte[] secret, DateTimeOffset at) => Code(secret, at.ToUnixTimeSeconds() / StepSeconds);

    /// <summary>What an authenticator app reads as a QR code.</summary>
    public static string Uri(byte[] secret, string email) =>
        $"otpauth://totp/Posthaste:{System.Uri.EscapeDataString(email)}?secret={Base32.Encode(secret)}&issuer=Posthaste&algorithm=SHA1&digits=6&period={StepSeconds}";

    private static string Code(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
        // SHA-1 is what the standard and the apps say; HMAC does not need it to be free of collisions.
#pragma warning disable CA5350
        HMACSHA1.HashData(secret, counter, mac);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(mac[(mac[^1] & 0xf)..]) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
