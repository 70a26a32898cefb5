namespace Posthaste.Storage;

/// <summary>Text of people in a <c>LIKE</c>.</summary>
internal static class LikePattern
{
    /// <summary>The text itself, with nothing in it that stands for something else; for <c>ESCAPE '\'</c>.</summary>
    public static string Escape(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
