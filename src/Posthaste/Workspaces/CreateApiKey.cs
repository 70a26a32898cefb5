using Posthaste.Events;

namespace Posthaste.Workspaces;

/// <summary>Makes a key to the API. Its text is shown once, here.</summary>
public sealed class CreateApiKey(IApiKeyStore keys, IEventLog events, ITransactions transactions, TimeProvider time)
{
    private const int MaxName = 100;

    /// <param name="workspaceId">What it opens.</param>
    /// <param name="name">Who will act with it; 1 to 100 characters, not used by another living key.</param>
    /// <param name="actor">Who makes it, by name.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<CreateApiKeyResult> RunAsync(Guid workspaceId, string name, string actor, CancellationToken ct) =>
        transactions.RunAsync<CreateApiKeyResult>(async () =>
        {
            name = name.Trim();
            if (name.Length is 0 or > MaxName || name.Any(char.IsControl)) return new CreateApiKeyResult.Refused("invalid_name", $"Give the key a name of 1 to {MaxName} characters.");
            // The approval policy compares names: two living keys of one name would be one person to it.
            var living = (await keys.ListAsync(workspaceId, ct)).Where(key => key.RevokedAt is null).Select(key => key.Name);
            if (living.Append(EnsureBootstrapKey.KeyName).Contains(name, StringComparer.OrdinalIgnoreCase)) return Taken(name);

            var now = time.GetUtcNow();
            var text = ApiKeyText.New();
            var key = new ApiKey { Id = Guid.CreateVersion7(now), WorkspaceId = workspaceId, Name = name, Hint = ApiKeyText.Hint(text), CreatedAt = now };
            if (!await keys.AddAsync(key, ApiKeyText.Hash(text), ct)) return Taken(name);
            await events.AppendAsync(new Event
            {
                Id = Guid.CreateVersion7(now),
                WorkspaceId = workspaceId,
                Kind = "api_key.created",
                SubjectId = key.Id,
                At = now,
                Actor = actor,
            }, ct);
            return new CreateApiKeyResult.Created(key, new NewKeyText(text));
        }, ct);

    private static CreateApiKeyResult.Refused Taken(string name) =>
        new("name_taken", $"There is a key named '{name}' already. Choose another name, or revoke that one first.");
}

/// <summary>What became of the wish for a key.</summary>
public abstract record CreateApiKeyResult
{
    private CreateApiKeyResult() { }

    public sealed record Created(ApiKey Key, NewKeyText Text) : CreateApiKeyResult;

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
