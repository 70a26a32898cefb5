namespace Posthaste.Media.Hosting;

/// <summary>What our objects are called in a store: <c>{prefix}{copy id}{.jpg}</c>. The id is a copy's own, so no name is used twice and
/// nobody guesses one.</summary>
internal static class ObjectNames
{
    /// <param name="extension">With its dot, or none.</param>
    public static string Make(string prefix, Guid copyId, string extension) => $"{prefix}{copyId:N}{extension}";

    /// <returns>Null for a name that is not of this form: it is not ours, and is left alone.</returns>
    public static Guid? Read(string prefix, string name)
    {
        if (!name.StartsWith(prefix, StringComparison.Ordinal)) return null;
        var own = name[prefix.Length..];
        var dot = own.IndexOf('.', StringComparison.Ordinal);
        return Guid.TryParseExact(dot < 0 ? own : own[..dot], "N", out var id) ? id : null;
    }
}
