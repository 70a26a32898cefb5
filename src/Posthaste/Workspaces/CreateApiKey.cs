using Posthaste.Events;
using Posthaste.Workspaces.Members;

namespace Posthaste.Workspaces;

/// <summary>Makes a key to the API. Its text is shown once, here.</summary>
public sealed class CreateApiKey(IApiKeyStore keys, IEventLog events, ITransactions transactions, TimeProvider time)
{
    private const int MaxName = 100;

    /// <param name="workspaceId">What it opens.</param>
    /// <param name="wanted">What it should be.</param>
    /// <param name="by">Who makes it.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<CreateApiKeyResult> RunAsync(Guid workspaceId, NewApiKey wanted, Grantor by, CancellationToken ct) =>
        transactions.RunAsync<CreateApiKeyResult>(async () =>
        {
            var (name, now) = (wanted.Name.Trim(), time.GetUtcNow());
            if (Refusal(wanted, name, by, now) is { } refusal) return refusal;
            // The approval policy compares names: two living keys of one name would be one person to it.
            var living = (await keys.ListAsync(workspaceId, ct)).Where(key => key.RevokedAt is null).Select(key => key.Name);
            if (living.Append(EnsureBootstrapKey.KeyName).Contains(name, StringComparer.OrdinalIgnoreCase)) return Taken(name);

            var text = ApiKeyText.New();
            var key = new ApiKey
            {
                Id = Guid.CreateVersion7(now),
                WorkspaceId = workspaceId,
                Name = name,
                Hint = ApiKeyText.Hint(text),
                Scope = wanted.Scope,
                CreatedAt = now,
                ExpiresAt = wanted.ExpiresAt,
            };
            if (!await keys.AddAsync(key, ApiKeyText.Hash(text), ct)) return Taken(name);
            await events.AppendAsync(new Event
            {
                Id = Guid.CreateVersion7(now),
                WorkspaceId = workspaceId,
                Kind = "api_key.created",
                SubjectId = key.Id,
                At = now,
                Actor = by.Name,
                Data = $$"""{"scope":"{{key.Scope.Text}}"}""",
            }, ct);
            return new CreateApiKeyResult.Created(key, new NewKeyText(text));
        }, ct);

    private static CreateApiKeyResult? Refusal(NewApiKey wanted, string name, Grantor by, DateTimeOffset now)
    {
        // Members act under their e-mail: a key that looked like one would be taken for its member.
        if (name.Length is 0 or > MaxName || name.Any(c => char.IsControl(c) || c == '@'))
            return new CreateApiKeyResult.Refused("invalid_name", $"Give the key a name of 1 to {MaxName} characters, without an @.");
        if (wanted.ExpiresAt <= now) return new CreateApiKeyResult.Expired("time_in_past", "The key would have ended already. Give a later time, or none.");
        return wanted.Scope.Rights.IsSubsetOf(by.Rights)
            ? null
            : new CreateApiKeyResult.NotAllowed("more_than_own", "A key cannot do more than whoever makes it. Give it a smaller role, or fewer rights.");
    }

    private static CreateApiKeyResult.Refused Taken(string name) =>
        new("name_taken", $"There is a key named '{name}' already. Choose another name, or revoke that one first.");
}

/// <summary>A key that should be made.</summary>
/// <param name="Name">Who will act with it; 1 to 100 characters, no @, not used by another living key.</param>
/// <param name="Scope">What may be done with it.</param>
/// <param name="ExpiresAt">From then on it opens nothing; null for no end.</param>
public sealed record NewApiKey(string Name, KeyScope Scope, DateTimeOffset? ExpiresAt = null);

/// <summary>What became of the wish for a key.</summary>
public abstract record CreateApiKeyResult
{
    private CreateApiKeyResult() { }

    public sealed record Created(ApiKey Key, NewKeyText Text) : CreateApiKeyResult;

    /// <summary>Its end is not in the future.</summary>
    public sealed record Expired(string Code, string Message) : CreateApiKeyResult;

    /// <summary>It would do more than its maker.</summary>
    public sealed record NotAllowed(string Code, string Message) : CreateApiKeyResult;

    /// <param name="Code"><c>invalid_name</c> or <c>name_taken</c>.</param>
    /// <param name="Message">For a person.</param>
    public sealed record Refused(string Code, string Message) : CreateApiKeyResult;
}

/// <summary>The key itself, on its one way to the person who asked for it. Does not print itself.</summary>
public sealed class NewKeyText(string text)
{
    private readonly string _text = text;

    public string Reveal() => _text;

    public override string ToString() => "(secret)";
}
