using System.Text.Json;
using Posthaste.Channels.Logins;
using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Workspaces;

namespace Posthaste.Channels.Apps;

/// <summary>Takes or forgets the app of a login, as somebody enters it on screen. Accounts that were connected with another app go on with their tokens until these end.</summary>
internal sealed class ChangeAppKey(
    IAppKeyStore store, EnteredAppKeys entered, KnownLogins logins, TokenVault vault, IEventLog events, ITransactions transactions, EngineClock clock)
{
    public const int LongestId = 200;
    public const int LongestSecret = 500;

    /// <param name="login">By name.</param>
    /// <param name="key">Null to forget the one there is.</param>
    /// <param name="actor">Who, by name.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<ChangeAppKeyResult> RunAsync(string login, AppKey? key, string actor, CancellationToken ct)
    {
        if (logins.Find(login) is not { } known) return new ChangeAppKeyResult.NotFound();
        if (known.App.FromSettings)
        {
            return new ChangeAppKeyResult.Refused("set_by_settings", null,
                $"The app of {known.Title} stands in the server's settings, and what is entered here would not count. Change it there, or take it out of them.");
        }
        if (key is not null && Refusal(key) is { } refusal) return refusal;
        var changed = await transactions.RunAsync(async () =>
        {
            var now = clock.Now;
            if (key is null && !await store.RemoveAsync(login, ct)) return false;
            if (key is not null)
            {
                var id = Guid.CreateVersion7(now);
                await store.SetAsync(new KeptAppKey(id, login, key.ClientId, vault.Seal(key.ClientSecret, id), actor, now), ct);
            }
            await events.AppendAsync(new Event
            {
                Id = Guid.CreateVersion7(now),
                WorkspaceId = Workspace.FirstId,
                Kind = key is null ? "workspace.app_removed" : "workspace.app_entered",
                SubjectId = Workspace.FirstId,
                At = now,
                Actor = actor,
                Data = JsonSerializer.Serialize(new { login, title = known.Title }, JsonSerializerOptions.Web),
            }, ct);
            return true;
        }, ct);
        if (!changed) return new ChangeAppKeyResult.NotFound();
        await entered.ReadAsync(ct);
        return new ChangeAppKeyResult.Changed(known);
    }

    private static ChangeAppKeyResult.Refused? Refusal(AppKey key) =>
        !IsPlain(key.ClientId, LongestId) ? new("invalid_request", "clientId", $"expected is the app's id as the network shows it: 1 to {LongestId} characters without spaces")
        : !IsPlain(key.ClientSecret.Reveal(), LongestSecret) ? new("invalid_request", "clientSecret", $"expected is the app's secret as the network shows it: 1 to {LongestSecret} characters without spaces")
        : null;

    private static bool IsPlain(string text, int longest) => text.Length > 0 && text.Length <= longest && text.All(letter => letter is > ' ' and < (char)127);
}

/// <summary>What came of it.</summary>
internal abstract record ChangeAppKeyResult
{
    private ChangeAppKeyResult() { }

    /// <param name="Login">With its app as it is now.</param>
    public sealed record Changed(ILogin Login) : ChangeAppKeyResult;

    /// <param name="Field">Null where it is about no field.</param>
    public sealed record Refused(string Code, string? Field, string Message) : ChangeAppKeyResult;

    /// <summary>There is no such login, or no app to forget.</summary>
    public sealed record NotFound : ChangeAppKeyResult;
}
