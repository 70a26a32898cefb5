using System.Globalization;

namespace Posthaste.Sandbox;

/// <summary>Ids that look like the platform's: 17-digit strings, 19-digit inner ids, 11-character shortcodes. The same
/// sequence at every start, so that a failing test can be run again.</summary>
internal sealed class NewIds
{
    private const string ShortcodeAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    // A step with no small factors keeps ids unique and makes neighbours look unrelated.
    private const long Step = 10_007_117;

    private long _account = 17_841_400_000_000_001;
    private long _container = 17_889_455_560_051_444;
    private long _media = 17_991_028_300_117_231;
    private long _comment = 17_858_893_269_000_111;
    private long _inner = 3_712_345_678_901_234_567;

    public string Account() => Text(_account += 1);

    public string Container() => Text(_container += Step);

    public string Media() => Text(_media += Step);

    public string Comment() => Text(_comment += Step);

    /// <summary>The <c>ig_id</c>, from which the shortcode follows.</summary>
    public long Inner() => _inner += Step * 7_919;

    /// <summary>The inner id in base 64, as on the platform.</summary>
    public static string Shortcode(long inner)
    {
        Span<char> reversed = stackalloc char[11];
        var length = 0;
        for (var rest = inner; rest > 0; rest /= 64) reversed[length++] = ShortcodeAlphabet[(int)(rest % 64)];
        reversed[..length].Reverse();
        return new string(reversed[..length]);
    }

    /// <summary>A trace id in the shape of <c>fbtrace_id</c>. Random and not from the sequence: nothing depends on it.</summary>
    public static string Trace() => "A" + Random(22);

    public static string Random(int length) =>
        string.Create(length, 0, static (chars, _) =>
        {
            for (var i = 0; i < chars.Length; i++) chars[i] = ShortcodeAlphabet[System.Random.Shared.Next(64)];
        });

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
