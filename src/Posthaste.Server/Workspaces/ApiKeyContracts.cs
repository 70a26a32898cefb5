using System.Text.Json.Serialization;
using Posthaste.Server.Problems;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Workspaces;

/// <summary>A key to the API.</summary>
public sealed record ApiKeyResponse
{
    public required Guid Id { get; init; }

    /// <summary>Who acts with it, in histories.</summary>
    public required string Name { get; init; }

    /// <summary>How its text begins.</summary>
    public required string Hint { get; init; }

    /// <summary>The role whose rights it has; null where its rights are listed one by one, or are everything.</summary>
    public required Role? Role { get; init; }

    /// <summary>What it may do today.</summary>
    public required IReadOnlyList<Right> Rights { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From then on it opens nothing; null where it does not end by itself.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    public required DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The key itself; only in the answer that made it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }

    public static ApiKeyResponse From(ApiKey key) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Hint = key.Hint,
        Role = key.Scope.Role,
        Rights = [.. key.Scope.Rights.Order()],
        CreatedAt = key.CreatedAt,
        ExpiresAt = key.ExpiresAt,
        RevokedAt = key.RevokedAt,
    };
}

/// <summary>A key that should be made.</summary>
public sealed record CreateApiKeyRequest
{
    /// <summary>Who will act with it; 1 to 100 characters, no @, not used by another living key.</summary>
    public required string Name { get; init; }

    /// <summary>It may do what this role may. Excludes <c>rights</c>; without either it may do all that its maker may.</summary>
    public Role? Role { get; init; }

    /// <summary>It may do exactly this; not empty.</summary>
    public IReadOnlyList<Right>? Rights { get; init; }

    /// <summary>From then on it opens nothing; never where left out.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    internal ApiProblem? Check() => this switch
    {
        { Role: not null, Rights: not null } => ApiProblem.ForField("rights", "give either a role or rights, not both"),
        { Rights.Count: 0 } => ApiProblem.ForField("rights", "expected is at least one right, or leave it out"),
        _ => null,
    };

    internal NewApiKey ToKey(IReadOnlySet<Right> own) => new(Name, this switch
    {
        { Role: { } role } => KeyScope.Of(role),
        { Rights: { } rights } => KeyScope.Of(rights),
        _ when KeyScope.Everything.Rights.SetEquals(own) => KeyScope.Everything,
        _ => KeyScope.Of(own),
    }, ExpiresAt);
}
