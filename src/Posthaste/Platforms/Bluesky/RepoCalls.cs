using System.Text.Json.Nodes;
using Posthaste.Platforms.Bluesky.Answers;
using Posthaste.Platforms.Bluesky.Sessions;

namespace Posthaste.Platforms.Bluesky;

/// <summary>An account with an open session.</summary>
/// <param name="Account">Whose.</param>
/// <param name="Session">As whom calls are made.</param>
/// <param name="Trace">What opening it took.</param>
internal sealed record OpenRepo(PlatformAccount Account, BlueskySession Session, CallTrace Trace);

/// <summary>Calls about an account's records, each made as the account and where its data is.</summary>
internal sealed class RepoCalls(XrpcApi api, BlueskySessions sessions, BlueskyOptions options)
{
    /// <returns>The account, or why it could not be opened.</returns>
    public async Task<(OpenRepo? Repo, XrpcAnswer? Why)> OpenAsync(PlatformAccount account, CancellationToken ct)
    {
        var opened = await sessions.OpenAsync(account, ServerOf(account), ct);
        return opened.Session is { } session ? (new OpenRepo(account, session, opened.Trace), null) : (null, opened.Why! with { Trace = opened.Trace });
    }

    /// <inheritdoc cref="BlueskySessions.End"/>
    public bool End(OpenRepo repo) => sessions.End(repo.Account, ServerOf(repo.Account), repo.Session);

    public Task<XrpcAnswer> UploadAsync(OpenRepo repo, FileBody file, CancellationToken ct) => api.UploadAsync(Target(repo), file, ct);

    public Task<XrpcAnswer> ResolveHandleAsync(OpenRepo repo, string handle, CancellationToken ct) =>
        api.GetAsync(Target(repo), "com.atproto.identity.resolveHandle", [new("handle", handle)], ct);

    /// <summary>Writes a post. It is sent once.</summary>
    public Task<XrpcAnswer> CreateAsync(OpenRepo repo, string rkey, JsonObject record, CancellationToken ct) => api.PostOnceAsync(Target(repo), "com.atproto.repo.createRecord", new JsonObject
    {
        ["repo"] = repo.Session.Did,
        ["collection"] = PostLinks.Collection,
        ["rkey"] = rkey,
        ["record"] = record,
    }, ct);

    public Task<XrpcAnswer> GetAsync(OpenRepo repo, string rkey, CancellationToken ct) => GetAsync(Target(repo), repo.Account.RemoteId, rkey, ct);

    /// <summary>Reads a post without signing in: records are public, and a password that is no longer good must not keep anybody from knowing what happened.</summary>
    public Task<XrpcAnswer> GetAsync(PlatformAccount account, string rkey, CancellationToken ct) =>
        GetAsync(new XrpcTarget(ServerOf(account), null, account.ChannelId), account.RemoteId, rkey, ct);

    public Task<XrpcAnswer> ListAsync(OpenRepo repo, string? cursor, CancellationToken ct)
    {
        List<KeyValuePair<string, string>> query = [new("repo", repo.Account.RemoteId), new("collection", PostLinks.Collection), new("limit", "100")];
        if (cursor is not null) query.Add(new("cursor", cursor));
        return api.GetAsync(Target(repo), "com.atproto.repo.listRecords", query, ct);
    }

    public Task<XrpcAnswer> DeleteAsync(OpenRepo repo, string rkey, CancellationToken ct) => api.PostAsync(
        Target(repo), "com.atproto.repo.deleteRecord", new JsonObject { ["repo"] = repo.Session.Did, ["collection"] = PostLinks.Collection, ["rkey"] = rkey }, ct);

    private Task<XrpcAnswer> GetAsync(XrpcTarget target, string did, string rkey, CancellationToken ct) =>
        api.GetAsync(target, "com.atproto.repo.getRecord", [new("repo", did), new("collection", PostLinks.Collection), new("rkey", rkey)], ct);

    private Uri ServerOf(PlatformAccount account) => account.Server ?? options.Server;

    /// <summary>A rehearsal stays on this machine, whatever a document says.</summary>
    private XrpcTarget Target(OpenRepo repo) =>
        new(options.Server.IsLoopback ? ServerOf(repo.Account) : repo.Session.Home ?? ServerOf(repo.Account), repo.Session.Access, repo.Account.ChannelId);
}
