namespace Posthaste.Workspaces.Members;

/// <summary>What somebody gives to become a member. Does not print itself.</summary>
internal sealed class NewAccount
{
    private const int MaxName = 100;

    public required string Email { get; init; }

    /// <summary>As people call them.</summary>
    public required string Name { get; init; }

    public required string Password { get; init; }

    /// <returns>What is wrong, with the field at fault; null where nothing is.</returns>
    public AccountRefusal? Check()
    {
        if (!EmailAddress.TryRead(Email, out var email)) return new("email", "invalid_email", "Expected is an e-mail address such as ann@example.com.");
        if (CheckName(Name) is { } refusal) return refusal;
        return PasswordRules.Refusal(Password, email) is { } weak ? new("password", "password_refused", weak) : null;
    }

    public static AccountRefusal? CheckName(string name) => name.Trim() is { Length: > 0 and <= MaxName } text && !text.Any(char.IsControl)
        ? null
        : new("name", "invalid_name", $"Expected is a name of 1 to {MaxName} characters, without line breaks.");

    public Member ToMember(DateTimeOffset now)
    {
        EmailAddress.TryRead(Email, out var email);
        return new Member { Id = Guid.CreateVersion7(now), Email = email, Name = Name.Trim(), CreatedAt = now };
    }

    public override string ToString() => "(secret)";
}

/// <summary>Something of an account is not as it must be.</summary>
/// <param name="Field">The API field at fault.</param>
/// <param name="Code">Stable snake_case word.</param>
/// <param name="Message">For a person; says what to do.</param>
internal sealed record AccountRefusal(string Field, string Code, string Message);
