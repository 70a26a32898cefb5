using System.ComponentModel.DataAnnotations;

namespace Posthaste.Workspaces.Members;

/// <summary>Section <c>SignIn</c>. Checked at start: a wrong value stops the server with a message naming it.</summary>
public sealed class SignInOptions
{
    public const string Section = "SignIn";

    /// <summary>A session that nothing is done with ends after this. Default a day.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "90.00:00:00")]
    public TimeSpan SessionIdle { get; init; } = TimeSpan.FromDays(1);

    /// <summary>A session ends after this, whatever is done with it. Default 14 days.</summary>
    [Range(typeof(TimeSpan), "00:15:00", "365.00:00:00")]
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromDays(14);

    /// <summary>Rounds of PBKDF2 with HMAC-SHA512 for a password. Default 210,000, as OWASP advised in 2023; a password with
    /// another number is hashed anew when its member signs in.</summary>
    [Range(10_000, 10_000_000)]
    public int PasswordRounds { get; init; } = 210_000;
}
