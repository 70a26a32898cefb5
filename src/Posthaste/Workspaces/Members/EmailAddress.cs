namespace Posthaste.Workspaces.Members;

/// <summary>E-mail addresses as members are known by them.</summary>
internal static class EmailAddress
{
    private const int MaxLength = 254;

    /// <summary>Trims and lowers. What the address really is only a letter to it would show; this keeps out what can be none.</summary>
    /// <returns>False where it is no e-mail address.</returns>
    public static bool TryRead(string text, out string email)
    {
        email = text.Trim().ToLowerInvariant();
        if (email.Length is 0 or > MaxLength || email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is ',' or ';' or '<' or '>' or '"')) return false;
        var at = email.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == email.LastIndexOf('@') && at < email.Length - 1 && email[^1] != '.' && email[at + 1] != '.';
    }
}
