namespace Posthaste.Workspaces.Members;

/// <summary>Which passwords are refused, as a pure rule. Length is what counts; the rest keeps out what is guessed first.</summary>
internal static class PasswordRules
{
    public const int MinLength = 12;

    /// <summary>Bounds the work of hashing.</summary>
    public const int MaxLength = 200;

    // Passwords of twelve characters and more that people really choose are these words with digits or marks around them, twice over,
    // or rows of the keyboard. The words are the ones that lead every published list of leaked passwords.
    private static readonly string[] Words =
    [
        "password", "passwort", "passw0rd", "p@ssword", "p@ssw0rd", "letmein", "welcome", "welcometo", "iloveyou", "qwerty", "qwertz", "azerty", "admin", "administrator",
        "monkey", "dragon", "football", "baseball", "basketball", "superman", "batman", "sunshine", "princess", "master", "shadow", "michael", "jordan", "starwars",
        "trustno", "whatever", "freedom", "secret", "changeme", "default", "login", "access", "test", "testing", "hello", "charlie", "summer", "winter", "spring",
        "autumn", "instagram", "posthaste", "correcthorsebatterystaple", "correct horse battery staple",
    ];

    private static readonly string[] Rows =
    [
        "01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm", "azertyuiopqsdfghjklmwxcvbn", "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv5tgb6yhn",
    ];

    private static readonly char[] Marks = [.. "0123456789!\"§$%&/()=?*+~#'-_.:,;<>|@^° "];

    /// <param name="password">As it would be kept.</param>
    /// <param name="email">Whose; lower case.</param>
    /// <returns>What is wrong with it and what to do; null where nothing is.</returns>
    public static string? Refusal(string password, string email)
    {
        if (password.Length < MinLength) return $"A password has at least {MinLength} characters; this one has {password.Length}. A sentence is a good one.";
        if (password.Length > MaxLength) return $"A password has at most {MaxLength} characters.";
        var plain = password.ToLowerInvariant();
        if (email.Split('@').Prepend(email).Any(part => part.Length >= 3 && plain.Contains(part, StringComparison.Ordinal)))
            return "A password must not contain the e-mail address, or a part of it. Choose another.";
        return IsCommon(plain) ? "This is one of the passwords that are tried first. Choose another; a sentence is a good one." : null;
    }

    private static bool IsCommon(string plain)
    {
        var letters = plain.Trim(Marks);
        return letters.Length == 0 || plain.Distinct().Count() <= 3 || IsWord(letters) || IsWord(plain) || IsRow(plain) || IsRepeated(plain) || IsRepeated(letters);
    }

    private static bool IsWord(string text) => Words.Contains(text, StringComparer.Ordinal);

    /// <summary>A row of keys, forwards or backwards.</summary>
    private static bool IsRow(string text) => Rows.Any(row => row.Contains(text, StringComparison.Ordinal) || Backwards(row).Contains(text, StringComparison.Ordinal));

    /// <summary>The same piece of up to eight characters over and over.</summary>
    private static bool IsRepeated(string text) => Enumerable.Range(1, Math.Min(8, text.Length / 2))
        .Any(length => text.Select((c, index) => c == text[index % length]).All(same => same));

    private static string Backwards(string text) => string.Concat(text.Reverse());
}
